// The turns of a conference: moved and inserted on the page, and saved with it; divided, joined, and made into
// questions and answers by the server, which saves everything that was typed first.
"use strict";

{
  const group = document.getElementById("turns-group");
  const rows = group && group.querySelector(".rows");

  if (rows) {
    const form = group.closest("form");
    const cursor = form.elements.namedItem("_cursor");
    const total = form.elements.namedItem("turns-TOTAL_FORMS");
    const panels = document.getElementById("panels");
    const touched = new WeakSet(); // text areas in which a cursor was put

    const say = (words) => {
      const place = document.getElementById("said");
      place.textContent = "";
      setTimeout(() => { place.textContent = words; });
    };
    const turnOf = (element) => element.closest(".turn");
    const all = () => [...rows.querySelectorAll(":scope > .turn")];
    const isGone = (turn) => Boolean(turn.querySelector("input[name$=-DELETE]")?.checked);
    const standing = () => all().filter((turn) => !isGone(turn));
    const position = (turn) => turn.querySelector("input[name$=-position]");
    const text = (turn) => turn.querySelector("textarea[name$=-text]");
    const nameOf = (turn) => `Turn ${position(turn).value || "(new)"}`;
    // JavaScript counts UTF-16 units; the record counts code points.
    const codePoints = (words) => [...words].length;

    group.querySelectorAll("[hidden]:not(#panels)").forEach((each) => { each.hidden = false; });
    group.querySelectorAll(".no-script").forEach((each) => each.remove());

    const show = (turn) => { turn.querySelector(".place").textContent = position(turn).value; };
    const renumber = () => standing().forEach((turn, index) => {
      position(turn).value = index + 1;
      show(turn);
    });

    // A page that came back has its rows in the order in which they were sent.
    const places = all().map((turn) => Number(position(turn).value) || Infinity);
    if (places.some((place, index) => index && place < places[index - 1])) {
      rows.append(...all().sort((one, other) =>
        (Number(position(one).value) || Infinity) - (Number(position(other).value) || Infinity)));
    }

    // Moving

    const move = (turn, by, button) => {
      const order = standing();
      const index = order.indexOf(turn);
      const other = order[index + by];
      if (!other) {
        say(`${nameOf(turn)} is the ${by < 0 ? "first" : "last"} one.`);
        return;
      }
      const before = nameOf(turn);
      if (by < 0) other.before(turn); else other.after(turn);
      renumber();
      button.focus();
      turn.scrollIntoView({ block: "nearest" });
      say(`${before} is turn ${position(turn).value} of ${order.length} now. Not saved yet.`);
    };

    rows.addEventListener("change", (event) => {
      const turn = turnOf(event.target);
      if (event.target.name.endsWith("-position")) {
        const others = standing().filter((each) => each !== turn);
        const place = Math.min(Math.max(Math.trunc(Number(event.target.value)) || others.length + 1, 1), others.length + 1);
        if (place <= others.length) others[place - 1].before(turn); else others.at(-1)?.after(turn);
        renumber();
        event.target.focus();
        turn.scrollIntoView({ block: "nearest" });
        say(`This turn is turn ${place} now. Not saved yet.`);
      } else if (event.target.name.endsWith("-DELETE")) {
        turn.classList.toggle("gone", event.target.checked);
        say(event.target.checked ? `${nameOf(turn)} will be deleted when you save.` : `${nameOf(turn)} stays.`);
        renumber();
      }
    });
    all().forEach((turn) => turn.classList.toggle("gone", isGone(turn)));

    const insert = (place) => {
      const index = Number(total.value);
      const made = document.createElement("template");
      made.innerHTML = document.getElementById("new-turn").innerHTML.replaceAll("__prefix__", index);
      const turn = made.content.querySelector(".turn");
      turn.querySelectorAll("[hidden]").forEach((each) => { each.hidden = false; });
      place(turn);
      total.value = index + 1;
      renumber();
      turn.scrollIntoView({ block: "nearest" });
      turn.querySelector("select").focus();
      say(`A new turn ${position(turn).value} is here. Say who speaks, and what. Not saved yet.`);
    };
    group.querySelector(".insert-last")?.addEventListener("click", () => insert((turn) => rows.append(turn)));

    // Choosing a participant: the choices come when one is about to choose.
    const choices = document.getElementById("participants");
    const fill = (event) => {
      const select = event.target;
      if (!select.matches?.("select.participant") || select.dataset.filled) return;
      const chosen = select.selectedOptions[0];
      select.dataset.filled = "1";
      select.replaceChildren(choices.content.cloneNode(true));
      if (chosen && ![...select.options].some((each) => each.value === chosen.value)) select.append(chosen);
      if (chosen) select.value = chosen.value;
    };
    rows.addEventListener("pointerdown", fill);
    rows.addEventListener("focusin", fill);

    // Selecting

    rows.addEventListener("focusin", (event) => {
      if (event.target.matches("textarea[name$=-text]")) touched.add(event.target);
    });

    const selected = (turn) => {
      const area = text(turn);
      if (!touched.has(area)) return null;
      let { selectionStart: start, selectionEnd: end } = area;
      while (start < end && /\s/.test(area.value[start])) start += 1;
      while (end > start && /\s/.test(area.value[end - 1])) end -= 1;
      return start < end
        ? { words: area.value.slice(start, end), start: codePoints(area.value.slice(0, start)) }
        : null;
    };

    // Questions and answers

    let opener = null;
    const close = () => {
      panels.hidden = true;
      panels.querySelectorAll(".panel").forEach((panel) => {
        panel.querySelectorAll("textarea, input[type=hidden]").forEach((each) => { each.value = ""; });
        panel.querySelectorAll("input[type=checkbox]").forEach((each) => { each.checked = false; });
        panel.querySelector("[data-does=send]").value = "";
      });
      group.append(panels);
    };
    const open = (turn, name, act, button) => {
      opener = button;
      turn.querySelector(".words").append(panels);
      panels.hidden = false;
      panels.querySelectorAll(".panel").forEach((panel) => { panel.hidden = panel.id !== `${name}-panel`; });
      const panel = document.getElementById(`${name}-panel`);
      panel.querySelector("[data-does=send]").value = act;
      const heading = panel.querySelector("h4");
      if (name === "ask") heading.textContent = `A question in turn ${position(turn).value}`;
      else heading.textContent = `Turn ${position(turn).value} answers`;
      panel.focus();
      panel.scrollIntoView({ block: "nearest" });
    };
    const set = (name, value) => { form.elements.namedItem(name).value = value; };
    const tick = (name, keys) => panels.querySelectorAll(`input[name=${name}]`).forEach((each) => {
      each.checked = keys.includes(each.value);
    });

    const does = {
      up: (turn, button) => move(turn, -1, button),
      down: (turn, button) => move(turn, 1, button),
      before: (turn) => insert((made) => turn.before(made)),
      after: (turn) => insert((made) => turn.after(made)),
      ask: (turn, button) => {
        const found = selected(turn);
        if (!found) {
          say(`Select the words in the text of ${nameOf(turn).toLowerCase()} that ask, then make them a question.`);
          text(turn).focus();
          return;
        }
        close();
        set("_ask_words", found.words);
        set("_ask_start", found.start);
        open(turn, "ask", `ask:${turn.dataset.key}`, button);
      },
      reword: (turn, button) => {
        const quoted = button.closest("li").querySelector("q").textContent;
        close();
        set("_ask_words", quoted);
        set("_ask_start", button.dataset.start);
        tick("_ask_to", button.dataset.to.split(/\s+/));
        form.elements.namedItem("_ask_open").checked = "open" in button.dataset;
        open(turn, "ask", `reword:${button.dataset.question}`, button);
      },
      answer: (turn, button) => {
        const found = selected(turn);
        close();
        if (found && found.words !== text(turn).value.trim()) {
          set("_reply_words", found.words);
          set("_reply_start", found.start);
        }
        panels.querySelectorAll("input[name=_reply_to]").forEach((each) => {
          const standing = button.dataset.answers.split(/\s+/).includes(each.value);
          each.disabled = standing;
          each.checked = standing;
        });
        open(turn, "answer", `answer:${turn.dataset.key}`, button);
      },
      take: (turn, button) => {
        const found = selected(turn);
        if (!found) {
          say("Select words in the text of the turn, then take them.");
          text(turn).focus();
          return;
        }
        const prefix = button.closest(".panel").id === "ask-panel" ? "_ask" : "_reply";
        set(`${prefix}_words`, found.words);
        set(`${prefix}_start`, found.start);
        say("Those are the words now. Not saved yet.");
      },
      cancel: () => {
        close();
        opener?.focus();
      },
    };

    group.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-does]");
      if (!button) return;
      const turn = turnOf(button);
      if (button.dataset.does === "split") {
        const area = text(turn);
        cursor.value = "";
        if (touched.has(area)) cursor.value = codePoints(area.value.slice(0, area.selectionStart));
        else {
          event.preventDefault();
          say(`Put the cursor where the text of ${nameOf(turn).toLowerCase()} is to be split, then split.`);
          area.focus();
        }
      } else if (does[button.dataset.does]) {
        event.preventDefault();
        does[button.dataset.does](turn, button);
      }
    });

    // What is typed into an open panel is saved by its own button only.
    form.addEventListener("submit", (event) => {
      if (panels.hidden || panels.contains(event.submitter)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const panel = panels.querySelector(".panel:not([hidden])");
      panel.focus();
      panel.scrollIntoView({ block: "nearest" });
      say("This question or answer is not saved yet: save it, or cancel it.");
    }, { capture: true });

    // Coming back

    const again = panels.dataset.again;
    if (again) {
      const [verb, key] = again.split(":");
      const turn = verb === "reword"
        ? turnOf(document.getElementById(`question-${key}`) || rows.firstElementChild)
        : rows.querySelector(`.turn[data-key="${key}"]`);
      if (turn) open(turn, verb === "answer" ? "answer" : "ask", again, null);
    }
    const note = [...document.querySelectorAll(".messagelist li")].map((each) => each.textContent.trim()).join(" ");
    const hash = /^#turn-\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (note && (hash || again)) say(note);
    if (hash && note) turnOf(hash).querySelector("textarea").focus({ preventScroll: true });
  }
}
