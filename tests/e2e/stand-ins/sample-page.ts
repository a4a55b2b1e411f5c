/** An embedded page as a framework would render it, with one of everything that App Bridge looks after. */
export const samplePage = `<!doctype html>
<html lang="en">
  <head>
    <title>Sample app</title>
    <script data-api-key="sample-key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>
  </head>
  <body>
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/batches">Batches</a><s-link href="/app/stores">Stores</s-link></ui-nav-menu>
    <ui-title-bar title="Approved products"><button variant="primary" id="approve">Approve</button><button disabled>Later</button></ui-title-bar>
    <h1>Sample app</h1>
    <output id="log"></output>
    <button id="toast">Toast</button>
    <button id="ask">Ask the server</button>
    <button id="open-modal">Open modal</button>
    <button id="move">Move</button>
    <a href="shopify:admin/products/11" id="admin-link" target="_top">Product in the admin</a>
    <form data-save-bar id="settings"><input name="name" value="old" aria-label="Name" /></form>
    <ui-modal id="confirm"><ui-title-bar title="Really?"><button variant="primary" id="confirm-yes">Yes</button></ui-title-bar></ui-modal>
    <script>
      const log = (line) => { document.getElementById("log").textContent += line + "\\n"; };
      const on = (id, does) => document.getElementById(id).addEventListener("click", does);
      on("approve", () => log("approved"));
      on("toast", () => shopify.toast.show("Saved", { action: "Undo", onAction: () => log("undone"), duration: 60000 }));
      on("ask", async () => log(await (await fetch("/whoami")).text()));
      on("open-modal", () => shopify.modal.show("confirm"));
      on("confirm-yes", () => { log("confirmed"); shopify.modal.hide("confirm"); });
      on("move", () => history.pushState(null, "", "/app/moved?page=2" ));
      document.getElementById("confirm").addEventListener("hide", () => log("modal closed"));
      document.getElementById("settings").addEventListener("submit", (event) => { event.preventDefault(); log("saved " + event.target.name.value); });
      document.querySelector('[href="/app/batches"]').addEventListener("click", (event) => { event.preventDefault(); history.pushState(null, "", "/app/batches"); log("went to batches"); });
      addEventListener("shopify:navigate", (event) => { log("navigated to " + event.target.getAttribute("href")); });
    </script>
  </body>
</html>`;
