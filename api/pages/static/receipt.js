// Checks an entry receipt (C2SP tlog-proof) in the browser: the file is read here and sent nowhere.
// Tree: RFC 9162 2.1.3.2. Signature: C2SP signed-note, Ed25519. The words stand in the page's templates.
const form = document.getElementById("receipt");
const outcome = document.getElementById("outcome");
const say = (name) => document.getElementById(`say-${name}`).content.textContent.trim();
const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const equal = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);
const text = new TextEncoder();

class Wrong extends Error {}
const must = (condition, name) => { if (!condition) throw new Wrong(name); };

/** Read a receipt: the entry, its index, the proof, and the signed note. */
function parsed(file) {
  const [head, ...rest] = file.split("\n\n");
  const lines = head.split("\n");
  must(lines.shift() === "c2sp.org/tlog-proof@v1" && rest.length, "malformed");
  must(lines[0]?.startsWith("extra "), "no-entry");
  const entry = bytes(lines.shift().slice(6));
  must(/^index \d+$/.test(lines[0] ?? ""), "malformed");
  const index = BigInt(lines.shift().slice(6));
  const note = rest.join("\n\n");
  const cut = note.lastIndexOf("\n\n");
  const signed = note.slice(0, cut + 1);
  const signatures = note.slice(cut + 2).trimEnd().split("\n").map((line) => {
    const [, name, value] = line.match(/^\u2014 (\S+) (\S+)$/) ?? [];
    must(name, "malformed");
    return { name, id: bytes(value).slice(0, 4), value: bytes(value).slice(4) };
  });
  const [origin, size, root] = signed.split("\n");
  return { entry, index, proof: lines.map(bytes), signed, signatures, origin, size: BigInt(size), root: bytes(root) };
}

/** Work the root out from an entry and its proof (RFC 9162 2.1.3.2). */
async function rootOf({ entry, index, proof, size }) {
  let [node, last, hash] = [index, size - 1n, await sha256([0], entry)];
  must(node <= last, "not-in-tree");
  for (const sibling of proof) {
    must(last > 0n, "not-in-tree");
    if (node & 1n || node === last) {
      hash = await sha256([1], sibling, hash);
      while (!(node & 1n) && node > 0n) [node, last] = [node >> 1n, last >> 1n];
    } else hash = await sha256([1], hash, sibling);
    [node, last] = [node >> 1n, last >> 1n];
  }
  must(last === 0n, "not-in-tree");
  return hash;
}

/** Return the Ed25519 keys among verifier keys, one a line, each held to its own id. */
async function keysOf(lines) {
  const found = [];
  for (const line of lines.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const [, name, id, base64] = line.match(/^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/) ?? [];
    must(name, "bad-key");
    const encoded = bytes(base64);
    if (encoded[0] !== 1) continue;
    const own = (await sha256(text.encode(`${name}\n`), encoded)).slice(0, 4);
    must([...own].map((one) => one.toString(16).padStart(2, "0")).join("") === id, "bad-key");
    found.push({ name, id: own, key: await crypto.subtle.importKey("raw", encoded.slice(1), "Ed25519", false, ["verify"]) });
  }
  must(found.length, "bad-key");
  return found;
}

async function isSigned({ signed, signatures }, keys) {
  for (const { name, id, value } of signatures)
    for (const key of keys)
      if (key.name === name && equal(key.id, id) && (await crypto.subtle.verify("Ed25519", key.key, value, text.encode(signed)))) return true;
  return false;
}

function show(good, sentence, facts = []) {
  const line = document.createElement("p");
  line.className = good ? "done" : "wrong";
  line.textContent = sentence;
  const list = document.createElement("dl");
  list.className = "facts";
  for (const [name, value] of facts) {
    const [term, told] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, told.textContent] = [name, value];
    list.append(term, told);
  }
  outcome.replaceChildren(line, ...(facts.length ? [list] : []));
  outcome.focus();
}

form?.addEventListener("submit", async (event) => {
  const file = form.elements.receipt.files[0];
  if (!file || !globalThis.crypto?.subtle) return; // without https the browser keeps its tools back: the service checks
  event.preventDefault();
  try {
    const receipt = parsed(await file.text());
    must(equal(await rootOf(receipt), receipt.root), "not-in-tree");
    must(await isSigned(receipt, await keysOf(form.elements.keys.value)), "not-signed");
    const entry = JSON.parse(new TextDecoder().decode(receipt.entry));
    show(true, say("good"), [
      [say("position"), String(receipt.index + 1n)],
      [say("log"), receipt.origin],
      [say("entries"), String(receipt.size)],
      ...Object.entries(entry).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
    ]);
  } catch (error) {
    show(false, say(error instanceof Wrong ? error.message : "malformed"));
  } finally {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});
