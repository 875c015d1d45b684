// The reference as a page of its own, to be linked to.

import { render } from "preact";
import { placeOf } from "./views/fragment";
import { Reference } from "./views/reference";
import "./style.css";

render(
  <>
    <header class="bar">
      <h1>Reference</h1>
      <a class="last" href="./index.html">Webhook debugger</a>
    </header>
    <main class="reference-page">
      <Reference start={placeOf(location.hash)} />
    </main>
  </>,
  document.querySelector("#app")!,
);
