// A hall's board on a second display: what the kiosk pushes takes the place of what is shown; nobody touches it.
"use strict";

const AGAIN_MS = 5000;

function listen() {
  const events = new EventSource(location.pathname.replace(/\/$/, "") + "/events");
  events.addEventListener("board", (event) => {
    const board = new DOMParser().parseFromString(event.data, "text/html").getElementById("board");
    if (board) {
      document.getElementById("board").replaceWith(board);
      document.body.classList.remove("lost");
    }
  });
  // The browser asks again by itself; where it has given up, as when the kiosk began anew, this page does.
  events.addEventListener("error", () => {
    document.body.classList.add("lost");
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, AGAIN_MS);
    }
  });
}

listen();
