// The field above a trail hides rows while one types, by the rule of roadmaps/documents/folding.py.
{
  const form = document.querySelector("[data-sift]");
  const unspaced = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";
  const other = `[^ .+#${unspaced}]`;
  const words = new RegExp(`[${unspaced}]+|((?<![^ ])\\.)?${other}+(\\+\\+|#|\\+(?!${other}))?`, "gu");
  const loose = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f]|\p{Cf}/gu;
  const plain = { æ: "ae", ð: "d", đ: "d", ł: "l", ø: "o", œ: "oe", þ: "th" };
  const split = (text) => text.normalize("NFKD").toUpperCase().toLowerCase().replace(loose, "")
    .replace(/[æðđłøœþ]/g, (letter) => plain[letter]).replace(/[^\p{L}\p{N}\p{M}.+#]/gu, " ").match(words) ?? [];
  const anywhere = new RegExp(`[${unspaced}]`, "u");
  const begins = (text, asked) => text.startsWith(asked) || text.startsWith(`.${asked}`) || (anywhere.test(asked) && text.includes(asked));
  const field = form?.elements.q;

  function sift() {
    const typed = field.value.trim();
    const asked = split(typed);
    let shown = 0;
    for (const node of document.querySelectorAll("[data-node]")) {
      const rows = [...node.querySelectorAll("[data-topic]")];
      for (const row of rows) {
        row.words ??= split(`${row.querySelector("h3").textContent} ${row.querySelector(".topic-body p").textContent}`);
        row.hidden = typed !== "" && !(asked.length && asked.every((one) => row.words.some((text) => begins(text, one))));
      }
      const left = rows.filter((row) => !row.hidden).length;
      shown += left;
      node.hidden = typed !== "" && !left;
      const fold = node.querySelector("details");
      fold.before ??= fold.open;
      fold.open = typed !== "" || fold.before;
      if (!typed) fold.before = null;
    }
    const said = form.querySelector("[data-sift-said]");
    said.textContent = typed ? `${said.dataset.siftSaid} ${shown}` : "";
    document.querySelector("[data-sift-none]").hidden = !typed || shown > 0;
    for (const chip of document.querySelectorAll("#chips a")) {
      const address = new URL(chip.href);
      address.searchParams.delete("q");
      if (typed) address.searchParams.set("q", typed);
      chip.href = address;
    }
  }

  field?.addEventListener("input", sift);
  form?.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("htmx:afterSettle", () => { if (field?.value) sift(); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sift-clear]")) return;
    event.preventDefault();
    field.value = "";
    sift();
    field.focus();
  });
}
