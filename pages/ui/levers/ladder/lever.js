// Looks up and writes out what Python computed for every position of a lever. Each lever has a board with its "table"
// of figures and words; the levers of a page share its "answer", "chart" and "map", which show the one that was moved
// last.

const boards = new Map(), pages = new Map(), SVG = "http://www.w3.org/2000/svg";
const DEBOUNCE = 120, SNAP = 4, PATIENCE = 3_000, NEAR = 200;
// Milliseconds (SNAP: pixels around a decree). NEAR: in one message with another widget's change it would hide that.
const BILLION = 1e9, MILLION = 1e6, MINUS = "\u2212";

// --- how figures are written: models/wording/numbers.py in the browser, halves up, to the last letter

const grouped = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const decimals = [0, 1, 2].map(most => new Intl.NumberFormat("vi-VN", { maximumFractionDigits: most }));
const halfUp = (value, unit) => Math.floor((2 * value + unit) / (2 * unit));        // exact below 2^53
const number = value => (value < 0 ? MINUS : "") + grouped.format(Math.abs(value));
const two = (value, unit) => decimals[2].format(halfUp(value, unit / 100) / 100);
const money = v => v >= BILLION - MILLION / 200 ? `${two(v, BILLION)} tỷ đồng`
  : v >= MILLION ? `${two(v, MILLION)} triệu đồng` : `${grouped.format(v)} đồng`;
const share = permille => `${decimals[1].format(Math.abs(permille) / 10)}%`;
const month = index => `tháng ${index % 12 + 1}/${Math.floor(index / 12)}`;
const shortMonth = index => `${String(index % 12 + 1).padStart(2, "0")}/${Math.floor(index / 12)}`;
const whole = value => money(Math.abs(value));
const LETTERS = { n: number, m: whole, s: v => whole(v).replace(/ đồng$/, ""), p: share, k: month, t: shortMonth };

// --- a board: its table, and where the lever stands

function pageOf(name) {
  if (!pages.has(name)) pages.set(name, { name, lead: null, isWaiting: false });
  return pages.get(name);
}

function boardOf(lever, page) {
  const name = page.name + lever;                            // one lever may stand on several pages
  if (!boards.has(name)) boards.set(name, { page, table: null, row: -1, value: null, token: null, start: null, sent: 0 });
  return boards.get(name);
}

function take(board, data) {
  if (board.table?.stamp === data.stamp) return;
  const all = data.ladder.getChild("v").toArray(), count = data.count;
  const columns = new Map(data.names.map((name, i) => [name, all.subarray(i * count, (i + 1) * count)]));
  board.table = { ...data, columns };
  stand(board, board.value);
}

const figure = (board, name, row) => board.table.columns.get(name)?.[row] ?? board.table.fixed[name] ?? NaN;
function text(board, name, row) {
  const written = board.table.texts[name], column = board.table.columns.get(`text_${name}`);
  return written[column[row]].replace(/\{(\w+):([nmspkt])\}/g, (_all, of, how) => LETTERS[how](figure(board, of, row)));
}

const rowOf = (board, value) => board.table.columns.get("position").indexOf(value);
// The lever stands at a value that Python, not the hand, has given.
function stand(board, value) {
  board.value = value;
  board.start = null;
  if (board.table && value !== null) {
    board.row = rowOf(board, value);
    if (board.lever) {
      board.lever.range.max = board.table.count - 1;
      board.lever.range.value = board.row < 0 ? board.table.columns.get("position").findIndex(at => at > value) : board.row;
      ruler(board);
    }
  }
  paint(board);
}
const isStale = board => !board.table?.stamp.startsWith(board.stamp) || board.row < 0;
function paint(board) {
  if (board.lever) paintLever(board);
  paintPage(board.page);
}
function paintPage(page) {
  if (page.answer?.now) paintAnswer(page);
  if (page.chart?.shown) paintChart(page);
  if (page.map?.places) paintMap(page);
}

// --- the slider

const make = (tag, name, ...inside) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
};
const set = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const draw = (tag, attributes) => set(document.createElementNS(SVG, tag), attributes);

function buildLever(board, root) {
  const range = make("input"), value = make("output", "thang-muc"), label = make("div", "thang-ten");
  const marks = make("div", "thang-vach"), document_ = make("div", "thang-van-ban");
  range.type = "range"; range.min = 0; range.step = 1;
  label.append(make("span"), value, range);
  const track = make("div", "thang-ray", label, marks);
  root.replaceChildren(track, document_);
  const lever = { root, range, value, label, marks, document: document_ };
  range.addEventListener("input", () => dragged(board));
  range.addEventListener("change", () => letGo(board));
  range.addEventListener("pointerdown", () => { [board.held, board.width] = [true, Math.max(1, range.clientWidth)]; });
  for (const end of ["pointerup", "pointercancel", "blur"]) range.addEventListener(end, () => { board.held = false; });
  let near;                                                  // who has gone on may be clicking on something else
  for (const come of ["focusin", "pointerenter"]) track.addEventListener(come, () => {
    clearTimeout(near);
    near = setTimeout(() => board.lever && ask(board), NEAR);
  });
  for (const go of ["focusout", "pointerleave"]) track.addEventListener(go, () => clearTimeout(near));
  return lever;
}

function dragged(board) {
  ask(board);
  let row = Number(board.lever.range.value);
  if (board.held) {
    const reach = SNAP * (board.table.count - 1) / board.width;
    const close = board.table.ticks.map(([tick]) => tick).filter(tick => Math.abs(tick - row) <= reach);
    if (reach >= 1 && close.length) row = close.reduce((a, b) => Math.abs(a - row) <= Math.abs(b - row) ? a : b);
    board.lever.range.value = row;
  }
  const { answer } = board.page;                             // while it is held its room stays: longer words lie over
  if (board.start === null && answer) answer.root.style.height = `${answer.root.getBoundingClientRect().height}px`;
  board.start ??= board.row;
  board.row = row;
  board.value = figure(board, "position", row);
  board.page.lead = board;
  document.documentElement.classList.add("thang-dang-keo");
  paint(board);
}

function letGo(board) {
  const { send } = board.lever;
  clearTimeout(board.timer);
  board.tell = () => {
    clearTimeout(board.timer);
    document.documentElement.classList.remove("thang-dang-keo");
    board.start = board.tell = null;
    if (board.page.answer) board.page.answer.root.style.height = "";
    board.page.isWaiting = isStale(board);
    for (const other of boards.values()) if (other !== board && other.page === board.page) other.stamp = "-";
    paint(board);
    send("value", [++board.sent, board.value, board.table.stamp]);
  };
  board.timer = setTimeout(board.tell, DEBOUNCE);
}

// Another lever was moved: this table is of what was. Who comes near the lever will want the new one.
function ask(board) {
  if (board.works && !isStale(board) || board.asked === board.stamp && performance.now() - board.askedAt < PATIENCE) return;
  Object.assign(board, { asked: board.stamp, askedAt: performance.now() });
  board.lever.send("asked", [++board.sent, board.stamp]);
}

function ruler(board) {
  const { marks } = board.lever, { ticks, count } = board.table, across = row => `${100 * row / Math.max(1, count - 1)}%`;
  let over = count;
  while (over > 0 && figure(board, "over", over - 1)) over--;
  const mark = (tag, row, title) => Object.assign(make(tag), { title, style: `left: ${across(row)}` });
  const hatch = mark("b", over, board.table.over);
  hatch.hidden = over >= count;
  marks.replaceChildren(hatch, ...ticks.map(([row, words]) => mark("i", row, words)));
  // Where nothing says how it stands by law, 0 % is no change; without that either, nothing is shown as changed.
  const law = Math.max(rowOf(board, figure(board, "norm_before", 0)), rowOf(board, 0) || -1);
  marks.style.setProperty("--law", law < 0 ? "var(--at, 0%)" : across(law));
}

function paintLever(board) {
  const { range, value, label, marks, document: under, root } = board.lever, { table } = board;
  Object.assign(label.firstChild, { textContent: board.label, title: board.help ?? "" });
  const digits = board.value === null ? "" : number(board.value), unit = board.unit === "%" ? "%" : ` ${board.unit}`;
  const words = digits && digits + unit;
  value.replaceChildren(digits, make("small", "", unit));
  root.classList.toggle("thang-lon", Boolean(board.large));
  range.setAttribute("aria-label", board.name ?? board.label);
  range.disabled = !table;
  root.classList.toggle("thang-cu", isStale(board));
  if (!table) {
    [range.max, range.value] = [board.spot[1] - 1, board.spot[0]];
    under.textContent = board.tick;
    range.setAttribute("aria-valuetext", words);
    return;
  }
  const row = Number(range.value), here = table.ticks.find(([at]) => at === board.row);
  marks.style.setProperty("--at", `${100 * row / Math.max(1, table.count - 1)}%`);
  under.textContent = [isStale(board) && board.start === null ? board.tick : here?.[1], figure(board, "over", row) ? table.over : ""].filter(Boolean).join(" · ");
  range.setAttribute("aria-valuetext", isStale(board) || !table.texts.answer ? words : `${words}. ${text(board, "answer", row)}`);
}

// --- the answer: from the table while it is of the levers as they stand, else as Python has said it
const known = page => (page.lead && !isStale(page.lead) ? page.lead : null);
const isAhead = page => !known(page) && (page.isWaiting || Boolean(page.lead) && page.lead.start !== null);
function said(page, name) {
  const board = known(page);
  return board?.table.texts[name] ? text(board, name, board.row) : page.answer?.now?.[name] ?? "";
}

function write(element, words) {                                        // **bold** is all the markup there is
  if (element.said === words) return;
  element.said = words;
  element.replaceChildren(...words.split("**").map((part, i) => i % 2 ? make("b", "", part) : part));
}

function buildAnswer(_page, root) {
  const answer = { root, answer: make("p", "thang-so"), facts: make("p", "thang-y"), sentence: make("p", "thang-cau") };
  answer.sentence.setAttribute("aria-live", "polite");
  root.replaceChildren(answer.answer, answer.facts, answer.sentence);
  return answer;
}

function paintAnswer(page) {
  page.answer.root.classList.toggle("thang-cu", isAhead(page));
  for (const name of ["answer", "facts", "sentence"]) write(page.answer[name], said(page, name));
}

// --- the chart: both paths as steps, the axis grows and never shrinks while the lever is held

const LEFT = 40, RIGHT = 60, TOP = 22, FOOT = 20;

function buildChart(page, root) {
  const chart = { root, title: make("b", "thang-tua"), picture: draw("svg", { class: "thang-hinh", role: "img" }), top: 0 };
  const still = draw("g", {}), current = draw("path", { class: "hien-hanh" }), ends = [label("", 0, 0), label("", 0, 0)];
  const [area, ghost, trial] = ["phan-tang", "truoc", "phuong-an"].map(name => draw("path", { class: name }));
  chart.picture.append(still, area, ghost, current, trial, ...ends);
  root.replaceChildren(chart.title, chart.picture);
  chart.watch = new ResizeObserver(([{ contentRect }]) => {
    Object.assign(chart, { width: Math.max(240, contentRect.width), height: Math.max(120, contentRect.height) });
    paintPage(page);
  });
  return Object.assign(chart, { still, area, ghost, current, trial, ends });
}

function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(times => times * power).find(top => top >= value);
}

function paintChart(page) {
  const { chart } = page, { root, title, picture, shown, width, height } = chart, { view, ceiling } = shown;
  const board = known(page), held = board?.start ?? null;
  root.classList.toggle("thang-cu", isAhead(page));
  write(title, said(page, "title"));
  if (!width) return;
  const along = row => shown.current[view].map((_vnd, i) => figure(board, `${view}_${i}`, row));
  const current = shown.current[view], trial = board ? along(board.row) : shown.trial[view], count = current.length;
  const isGhost = held !== null && held >= 0 && held !== board.row;
  const least = roundUp(Math.max(...current, ...trial, ceiling?.vnd ?? 0));
  const top = held === null ? least : Math.max(chart.top, least);
  const x = i => LEFT + i / count * (width - LEFT - RIGHT), y = vnd => height - FOOT - vnd / top * (height - TOP - FOOT);
  const at = (i, vnd) => `${x(i).toFixed(1)},${y(vnd).toFixed(1)}`;
  const steps = line => line.map((vnd, i) => `${i ? "L" : "M"}${at(i, vnd)}L${at(i + 1, vnd)}`).join("");
  if (chart.top !== top || chart.of !== shown || chart.at !== `${width} ${height}`) {
    Object.assign(chart, { top, of: shown, at: `${width} ${height}` });
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.still.replaceChildren(...furniture(shown, top, width, height, x, y));
    chart.current.setAttribute("d", steps(current));
    chart.back = current.map((vnd, i) => `L${at(i + 1, vnd)}L${at(i, vnd)}`).reverse().join("");
  }
  const line = steps(trial), [now, then] = [current, trial].map(path => path[count - 1]);
  chart.trial.setAttribute("d", line);
  chart.area.setAttribute("d", `${line}${chart.back}Z`);
  chart.ghost.setAttribute("d", isGhost ? steps(along(held)) : "");
  const apart = Math.abs(y(now) - y(then)) < 16 && now !== then ? (then > now ? 9 : -9) : 0;
  [[now === then ? null : now, apart, "la-hien-hanh"], [then, -apart, "la-phuong-an"]].forEach(([vnd, shift, name], i) => {
    const end = chart.ends[i];
    end.textContent = vnd === null ? "" : two(vnd, BILLION);
    set(end, { class: name, x: width - RIGHT + 6, y: y(vnd ?? 0) + 5 + shift });
  });
  picture.setAttribute("aria-label", [title.textContent, shown.unit].filter(Boolean).join(", "));
}

// What stands still in the picture while the lever is dragged.
function furniture(shown, top, width, height, x, y) {
  const line = (name, x1, x2, y1, y2) => draw("line", { class: name, x1, x2, y1, y2 }), drawn = [label(shown.unit, 0, 10)];
  for (const level of [0, top / 2, top])
    drawn.push(line("luoi", LEFT, width - RIGHT, y(level), y(level)),
      label(decimals[1].format(level / BILLION), LEFT - 6, y(level) + 4, "end"));
  shown.months.forEach((name, i) => {
    if ((Number(name.slice(0, 2)) - 1) % 6 === 0) drawn.push(label(name, x(i), height - 4, "middle"));
  });
  for (const [i, words] of shown.marks)
    drawn.push(line("moc", x(i), x(i), TOP, height - FOOT), label(words, x(i) + 4, height - FOOT - 5));
  const { ceiling } = shown;
  if (ceiling)
    drawn.push(line("tran", x(ceiling.first), x(ceiling.last + 1), y(ceiling.vnd), y(ceiling.vnd)),
      label(ceiling.words, x(ceiling.last + 1), y(ceiling.vnd) - 5, "end"));
  return drawn;
}

function label(words, x, y, anchor = "start", name = "") {
  const element = draw("text", { x, y, "text-anchor": anchor, class: name });
  element.textContent = words;
  return element;
}

// --- the map: Python's drawing, into which the outlines are put. They are fetched once, a release sends none

const fetched = new Map();
const outlines = at => fetched.get(at) ?? fetched.set(at, fetch(at).then(found => found.json()).catch(() => {
  fetched.delete(at);
  return { features: [] };
})).get(at);
const rings = part => typeof part[0][0] === "number" ? [part] : part.flatMap(rings);

async function drawMap(page, shown, pick) {
  const { map } = page, { root } = map, { plane: [west, north, across, up] } = map.shown = shown;
  const at = ([x, y]) => `${((x - west) * across).toFixed(1)},${((north - y) * up).toFixed(1)}`;
  const sets = await Promise.all(shown.outlines.map(outlines));
  if (page.map !== map || map.shown !== shown) return;
  root.innerHTML = shown.drawing;
  const all = what => [...root.querySelectorAll(what)], lines = new Map(), places = new Map();
  sets.forEach(({ features }, set) => features.forEach(({ properties, geometry }) => {
    const name = set ? "" : properties.code, line = rings(geometry.coordinates).map(ring => `M${ring.map(at).join("L")}Z`);
    lines.set(name, (lines.get(name) ?? "") + line.join(""));
  }));
  for (const path of all("[data-d]")) path.setAttribute("d", lines.get(path.dataset.d) ?? "");
  for (const part of all("[data-so]")) places.set(part.dataset.so, [...places.get(part.dataset.so) ?? [], part]);
  root.onclick = ({ target }) => target.dataset.ma && pick("area", target.dataset.ma);
  map.places = places;
  paintMap(page);
}

function paintMap(page) {
  const board = known(page), { shown: { areas, fills, full, reach, about }, places } = page.map;
  for (const [code, { per, tens, bounds, words }] of Object.entries(board ? areas : {})) {
    const vnd = figure(board, `area_${code}`, board.row), size = halfUp(Math.abs(vnd), per);
    const amount = (!size ? "" : vnd < 0 ? MINUS : "+") + decimals[1].format(size / tens);
    const said = figure(board, "about", board.row) ? about.replace("{}", amount) : amount;
    const [ground, ink] = fills[bounds.filter(bound => vnd >= bound).length];
    for (const part of places.get(code) ?? []) {
      set(part, { color: part.tagName.startsWith("t") ? ink : ground, r: reach * Math.sqrt(Math.min(1, Math.abs(vnd) / full)) });
      if (part.tagName === "tspan") part.textContent = said;
      if (part.tagName === "path") part.firstChild.textContent = words.replace("{}", said);
    }
  }
}

// A click elsewhere goes to the server by itself: in one message with the lever's it would not be heard.
document.addEventListener("pointerdown", () => boards.forEach(board => board.tell?.()), true);

// --- Streamlit calls this for each part, at first and whenever its data change

const BUILD = { lever: buildLever, answer: buildAnswer, chart: buildChart, map: (_page, root) => ({ root }) };

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const { part } = data, page = pageOf(data.page), board = data.lever ? boardOf(data.lever, page) : null;
  if (part === "table") return take(board, data);
  const holder = board ?? page;
  let root = parentElement.querySelector(":scope > .thang");
  if (!root) parentElement.append(root = make("div", "thang"));
  if (holder[part]?.root !== root) {                       // or the same root again, let go of while a key is held
    holder[part]?.watch?.disconnect();
    if (root.holder !== holder) Object.assign(root, { holder, built: BUILD[part](holder, root) });
    holder[part] = root.built;
    holder[part].watch?.observe(root.built.picture);
  }
  if (part === "answer") {
    [page.answer.now, page.isWaiting] = [data.now, false];
    for (const [lever, base] of Object.entries(data.bases))
      if (!boardOf(lever, page).stamp?.startsWith(base)) boardOf(lever, page).stamp = base;
  }
  if (part === "chart") page.chart.shown = data;
  if (part === "map") drawMap(page, data, setTriggerValue);
  if (part === "lever") {
    page.lead ??= board;
    board.lever.send = setStateValue;
    for (const name of ["name", "label", "help", "unit", "stamp", "spot", "works", "tick", "large"]) board[name] = data[name];
    const isNews = board.token !== data.token;          // only a new token moves the lever from outside
    board.token = data.token;
    if (isNews || board.start === null) stand(board, isNews || board.value === null ? data.value : board.value);
    if (!board.works && page.lead === board) ask(board);    // tells the server that these parts are shown
  }
  if (board) paint(board); else paintPage(page);
  return () => {
    if (holder[part]?.root !== root) return;
    if (part === "lever") board.tell?.();                // the page is left before the browser has told the server
    holder[part].watch?.disconnect();
    holder[part] = null;
  };
}
