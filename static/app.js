// Makes forms pleasanter; every page works without it. Attributes: data-money, data-sum, data-live + data-live-target,
// data-autosave + data-saved/-saving/-unsaved, data-upload + data-progress/-waiting/-resumes/-shrinking/-signed-out/-sign-in, data-print.
(() => {
  "use strict";
  const wait = (ms, work) => { let timer; return (...a) => { clearTimeout(timer); timer = setTimeout(work, ms, ...a); }; };
  const fields = (form) => {
    const all = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") all.append(name, value);
    return all;
  };
  const post = (url, body, signal) => fetch(url, {
    method: "POST", body, signal, credentials: "same-origin", redirect: "error", headers: { "X-Requested-With": "fetch", Accept: "text/html" },
  });

  // Money: dots between groups of three while typing; the caret stays behind the same digit.
  const group = (text) => text.replace(/\B(?=(\d{3})+$)/g, ".");
  const money = (input, deleting) => {
    const old = input.value;
    // What may be no whole number (1.000,5) stays as typed: the server refuses it with the reason.
    if (!/^[\d\s.,\u00a0]*$/.test(old) || (!deleting && /[.,]\s*\d{0,2}$/.test(old))) return;
    const before = old.slice(0, input.selectionStart).replace(/\D/g, "").length;
    const text = group(old.replace(/\D/g, "").replace(/^0+(?=\d)/, ""));
    if (text === old) return;
    input.value = text;
    if (document.activeElement !== input) return;
    let at = 0;
    for (let seen = 0; seen < before && at < text.length; at++) if (/\d/.test(text[at])) seen++;
    input.setSelectionRange(at, at);
  };
  document.querySelectorAll("input[data-money]").forEach((input) => money(input, false));
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-money]") && !event.isComposing) money(event.target, /^delete/.test(event.inputType));
  });
  document.addEventListener("keydown", (event) => { // backspace over a dot takes the digit before it
    const input = event.target, at = input.selectionStart;
    if (event.key === "Backspace" && input.matches?.("input[data-money]") && at === input.selectionEnd && input.value[at - 1] === ".") input.setSelectionRange(at - 1, at - 1);
  });

  // A total follows its lines.
  document.querySelectorAll("[data-sum]").forEach((total) => {
    const form = total.closest("form");
    form.addEventListener("input", () => {
      const lines = [...form.elements].filter((field) => field.name.endsWith(total.dataset.sum));
      const sum = lines.reduce((all, line) => all + BigInt(line.value.replace(/\D/g, "") || 0), 0n);
      total.textContent = group(String(sum)) + "\u00a0₫";
    });
  });

  // A live answer beside the form: the newest question wins.
  document.querySelectorAll("form[data-live]").forEach((form) => {
    const target = document.getElementById(form.dataset.liveTarget);
    if (!target) return;
    if (!target.hasAttribute("aria-live")) target.setAttribute("aria-live", "polite");
    let asked, last = fields(form).toString();
    const ask = wait(400, async () => {
      const body = fields(form);
      if (body.toString() === last) return;
      last = body.toString();
      asked?.abort();
      const mine = (asked = new AbortController());
      target.setAttribute("aria-busy", "true");
      try {
        const answer = await post(form.dataset.live, body, mine.signal);
        const html = await answer.text();
        if (mine !== asked || !(answer.ok || answer.status === 422)) return;
        const open = new Set([...target.querySelectorAll("details[open]")].map((d) => d.id));
        const held = target.contains(document.activeElement) ? document.activeElement.id : "";
        target.innerHTML = html;
        target.querySelectorAll("details[id]").forEach((d) => { if (open.has(d.id)) d.open = true; });
        if (held) document.getElementById(held)?.focus();
      } catch { if (mine === asked) last = ""; } finally { if (mine === asked) target.removeAttribute("aria-busy"); }
    });
    form.addEventListener("input", ask);
    form.addEventListener("change", ask);
  });

  // Saving as one goes.
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const words = form.dataset, status = form.querySelector("[data-autosave-status]");
    const say = (text) => { if (status) status.textContent = text; };
    status?.setAttribute("role", "status");
    let saved = fields(form).toString(), busy = false;
    const save = async () => {
      const body = fields(form), text = body.toString();
      if (text === saved || form.matches("[aria-busy]")) return;
      if (busy) return later();
      busy = true;
      say(words.saving || "");
      try {
        const answer = await post(words.autosave, body), sentence = await answer.text();
        if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw 0;
        // The forms of the page go on from the version just saved; a refusal says why and is not tried again.
        const version = form.elements.namedItem("version"), now = answer.headers.get("X-Version");
        if (answer.ok && version && now) {
          body.set("version", now);
          document.querySelectorAll("input[name=version]").forEach((field) => { field.value = now; });
        }
        saved = body.toString();
        const at = new Date(), two = (n) => String(n).padStart(2, "0");
        say(sentence || (words.saved || "{time}").replace("{time}", two(at.getHours()) + ":" + two(at.getMinutes())));
      } catch { say(words.unsaved || ""); again(); }
      busy = false;
    };
    const later = wait(1500, save), again = wait(15000, save);
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  });

  // A second press only looks pressed; the server decides what a repeated form means.
  const free = () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.hasAttribute("aria-busy")) return event.preventDefault();
    form.setAttribute("aria-busy", "true");
    setTimeout(free, 8000);
  });
  addEventListener("pageshow", free);

  // A file goes in pieces, so that a broken line costs one of them; pictures are made smaller first. What was begun is gone on
  // with after a reload, when the same file is chosen again. A line that is silent for so long is a broken one.
  const PIECE = 65536, SIDE = 1800, SILENT_MS = 60000;
  const ask = (url, options) => {
    const stop = new AbortController(), give = () => stop.abort(), timer = setTimeout(give, SILENT_MS);
    addEventListener("offline", give, { once: true });
    return fetch(url, { credentials: "same-origin", redirect: "manual", signal: stop.signal, ...options })
      .finally(() => { clearTimeout(timer); removeEventListener("offline", give); });
  };
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png)$/.test(file.type) || file.size < 400000 || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch { return file; }
  };
  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const words = form.dataset, status = form.querySelector("[data-upload-status]"), input = form.querySelector("input[type=file]");
    const say = (text) => { if (status) status.textContent = text || ""; };
    const token = form.elements.namedItem("token").value;
    const pause = () => new Promise((go) => { const on = () => { clearTimeout(timer); go(); }, timer = setTimeout(on, 4000); addEventListener("online", on, { once: true }); });
    const kept = (name, value) => { try { return value === undefined ? localStorage.getItem(name) : value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value); } catch { return null; } };
    // The form itself, the old way: it shows what is wrong with a file.
    const plainly = () => { free(); form.submit(); };
    // A session that has ended is no broken line; what was sent stays where it is.
    const ended = (answer) => answer.type === "opaqueredirect" || [401, 403, 421].includes(answer.status);
    const signedOut = () => {
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.textContent = words.signIn;
      say(words.signedOut + " ");
      status?.append(link);
      going = false;
      free();
    };
    let going = false;
    addEventListener("pageshow", () => { going = false; });
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || !input.files.length || !window.Blob) return;
      event.preventDefault();
      if (going) return;
      going = true;
      say(words.shrinking);
      const kind = form.elements.namedItem("kind").value, files = [];
      for (const file of input.files) files.push(await smaller(file));
      const all = new Blob(files), name = "upload " + words.upload + " " + kind + " " + [...input.files].map((f) => f.name + f.size + f.lastModified).join();
      let id = kept(name), at = -1, last = false;
      for (;;) {
        form.setAttribute("aria-busy", "true");
        try {
          if (!id) {
            const wanted = new URLSearchParams({ token, kind });
            files.forEach((file) => { wanted.append("name", file.name); wanted.append("size", file.size); });
            const begun = await ask(words.upload, { method: "POST", body: wanted, headers: { "X-Requested-With": "fetch" } });
            if (ended(begun)) return signedOut();
            if (begun.status >= 500) throw 0;
            if (!begun.ok) return plainly();
            id = await begun.text();
            kept(name, id);
            at = 0;
          } else if (at < 0) {
            say(words.resumes);
            const state = await ask(words.upload + "/" + id);
            if (ended(state)) return signedOut();
            if (state.status >= 500) throw 0;
            if (!state.ok) {
              id = kept(name, null) || "";
              // Nothing more is wanted after the last piece: its answer was lost. The list says what became of it.
              if (last) { location.assign(form.action); return; }
              continue;
            }
            at = Number(state.headers.get("X-Received"));
          }
          last = at + PIECE >= all.size;
          const answer = await ask(words.upload + "/" + id + "?at=" + at, { method: "POST", body: all.slice(at, at + PIECE),
            headers: { "X-Form-Token": token, "X-Requested-With": "fetch", "Content-Type": "application/octet-stream" } });
          if (ended(answer)) return signedOut();
          if (answer.status === 201) { kept(name, null); location.assign(form.action + "?sent=" + Date.now() % 1e6); return; }
          if (answer.status >= 500 || answer.status === 409) throw 0;
          if (!answer.ok) { kept(name, null); return plainly(); }
          at = Number(answer.headers.get("X-Received"));
          say((words.progress || "").replace("{percent}", Math.floor(100 * at / all.size)));
        } catch { at = -1; say(words.waiting); await pause(); }
      }
    });
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
