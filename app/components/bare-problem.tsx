/** A failure outside of the Shopify admin, where Polaris has no provider. */
export function BareProblem({ title, message }: { title: string; message: string }) {
  return (
    <main style={{ maxWidth: "36rem", margin: "4rem auto", padding: "0 1rem", fontFamily: "system-ui, sans-serif" }}>
      <h1 style={{ fontSize: "1.25rem", marginBottom: "0.5rem" }}>{title}</h1>
      <p>{message}</p>
    </main>
  );
}
