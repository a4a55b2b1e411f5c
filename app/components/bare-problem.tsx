import { useTexts } from "./texts/use-texts.tsx";

interface BareProblemProps {
  title: string;
  message: string;
  requestId?: string | undefined;
  /** Offers to load the page again. */
  mayPass?: boolean;
}

/** A failure outside of the Shopify admin, where Polaris has no provider. */
export function BareProblem({ title, message, requestId, mayPass = false }: BareProblemProps) {
  const t = useTexts();
  return (
    <main style={{ maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem", fontFamily: "system-ui, sans-serif" }}>
      <h1 style={{ fontSize: "1.25rem", fontWeight: 600, marginBottom: "0.5rem" }}>{title}</h1>
      <p>{message}</p>
      {mayPass && (
        <button
          type="button"
          style={{ marginTop: "1rem", padding: "0.4rem 0.75rem", cursor: "pointer" }}
          onClick={() => location.reload()}
        >
          {t("Try again")}
        </button>
      )}
      {requestId !== undefined && (
        <p style={{ marginTop: "1rem", color: "#616161" }}>{t("Request id: {{requestId}}", { requestId })}</p>
      )}
    </main>
  );
}
