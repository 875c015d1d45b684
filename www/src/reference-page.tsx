// The reference as a page of its own, to be linked to.

import { render } from "preact";
import { Reference } from "./views/reference";
import "./style.css";

const start = decodeURIComponent(location.hash.slice(1));

render(
  <>
    <header class="bar">
      <h1>Reference</h1>
      <a class="last" href="./index.html">Webhook debugger</a>
    </header>
    <main class="reference-page">
      <Reference start={start} />
    </main>
  </>,
  document.querySelector("#app")!,
);
