/* A static page becomes the player: at once on a home page, on a guide when its guided version is asked for. */
(function () {
  "use strict";
  const { locale, load, pages } = document.currentScript.dataset;
  const homes = new Map(pages.trim().split(" ").map(one => one.split("=")));
  const guided = document.querySelector("[data-guided]");
  let begun = false;

  const isAsked = () => location.hash.startsWith("#/");

  /** Return the page to go to where the address asks for another language than this page has, else null. */
  function elsewhere() {
    const asked = location.hash.slice(2).split(/[/?]/)[0];
    return isAsked() && asked !== locale && homes.has(asked) ? homes.get(asked) + location.hash : null;
  }

  function script(address) {
    const made = document.createElement("script");
    made.async = false; // one after the other
    made.src = address;
    document.head.appendChild(made);
  }

  function begin() {
    begun = true;
    document.body.innerHTML = "";
    document.body.appendChild(document.importNode(shell, true));
    load.split(" ").forEach(script);
  }

  /** Look at the address; what is answered here the player must not hear of. */
  function follow(event) {
    const other = elsewhere();
    if (other) location.replace(other); // the player of this page knows the words of its language only
    else if (isAsked() && !begun) begin();
    else if (!isAsked() && begun && guided) location.reload(); // back at the guide to read
    else return;
    if (event) event.stopImmediatePropagation();
  }

  const shell = document.getElementById("player").content;
  window.addEventListener("hashchange", follow);
  if (guided) guided.hidden = false;
  else if (!isAsked()) history.replaceState(null, "", "#/" + locale + "/");
  follow();
})();
