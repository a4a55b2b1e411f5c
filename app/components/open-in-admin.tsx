import { Phrase, useTexts } from "./texts/use-texts.tsx";

/** For a visit outside of the Shopify admin, where nobody is known: says where the app is. */
export function OpenInAdmin() {
  const t = useTexts();
  return (
    <main
      style={{
        maxWidth: "36rem",
        margin: "4rem auto",
        padding: "0 1rem",
        fontFamily: "system-ui, sans-serif",
        lineHeight: 1.5,
      }}
    >
      <h1 style={{ fontSize: "1.5rem", marginBottom: "0.5rem" }}>Catalog Relay</h1>
      <p>
        {t("Catalog Relay works inside the admin of your Shopify store. This address alone does not know who you are.")}
      </p>
      <ol style={{ margin: "1rem 0", paddingLeft: "1.5rem", listStyle: "decimal" }}>
        <li>
          {t("Open your Shopify admin and log in:")} <a href="https://admin.shopify.com">admin.shopify.com</a>
        </li>
        <li>
          <Phrase
            text="Choose <name>Apps</name> in the navigation, then <name>Catalog Relay</name>."
            parts={{ name: <strong /> }}
          />
        </li>
      </ol>
      <p>
        {t(
          "Not in the list? The app is not installed in this store yet. Ask whoever manages the store’s apps to install it.",
        )}
      </p>
    </main>
  );
}
