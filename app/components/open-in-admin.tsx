/** For a visit outside of the Shopify admin, where nobody is known: says where the app is. */
export function OpenInAdmin() {
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
      <p>Catalog Relay works inside the admin of your Shopify store. This address alone does not know who you are.</p>
      <ol style={{ margin: "1rem 0", paddingLeft: "1.5rem", listStyle: "decimal" }}>
        <li>
          Open <a href="https://admin.shopify.com">your Shopify admin</a> and log in.
        </li>
        <li>
          Choose <strong>Apps</strong> in the navigation, then <strong>Catalog Relay</strong>.
        </li>
      </ol>
      <p>
        Not in the list? The app is not installed in this store yet. Ask whoever manages the store’s apps to install it.
      </p>
    </main>
  );
}
