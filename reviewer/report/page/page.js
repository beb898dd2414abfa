"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const AT_ONCE = 100;
  const $ = (id) => document.getElementById(id);
  const field = Object.fromEntries(data.shown.map((name, index) => [name, index]));
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const QUESTIONS = data.questions.map(([, word]) => word);

  /* Elements from text only: nothing that was submitted is ever read as markup. */
  const element = (name, options = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (value === undefined || value === null || value === false) continue;
      if (key === "class") made.className = value;
      else made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };
  const shown = (row, name) => row.shown[field[name]] || "";
  const verdict = (row) => data.verdicts[row.v];
  const answers = (row) => verdict(row).answers || [];
  const target = (row) => [shown(row, "operator"), shown(row, "target"), shown(row, "unit")].filter(Boolean).join(" ");
  const nameOf = (row) => shown(row, "name") || shown(row, "description") || "（未填名称）";
  const judged = (row) => verdict(row).opinion || (verdict(row).ungraded ? "未评：" + verdict(row).ungraded : "");
  const words = (row) => (row.decision ? row.words || "" : judged(row));

  const standing = (row) => {
    if (row.decision) return row.decision;
    if (verdict(row).ungraded) return "未评";
    if (row.preset) return "系统预置";
    return row.weak ? "退回修改" : row.objected ? "建议修改" : "通过";
  };
  const STANDINGS = ["退回修改", "建议修改", "待核", "未评", "不提意见", "系统预置", "通过"];
  const CONCLUSIONS = ["退回重报", "待人工核实", "修改后通过", "通过"];

  data.sheets.forEach((sheet, number) => {
    sheet.order = number + 1;
    sheet.rows = [];
    sheet.weak = 0;
    sheet.text = [sheet.department, sheet.project, sheet.code, sheet.file, sheet.reason].join("\n").toLowerCase();
  });
  for (const row of data.rows) {
    const sheet = data.sheets[row.s];
    row.sheet = sheet;
    sheet.rows.push(row);
    sheet.weak += row.weak ? 1 : 0;
    row.standing = standing(row);
    row.text = [sheet.department, sheet.project, sheet.code, ...row.shown, words(row), row.place].join("\n").toLowerCase();
  }

  /* What the lists show. */
  const LISTS = {
    rows: {
      all: data.rows.filter((row) => !row.aside),
      order: (row) => row.rank ?? Infinity,
      keys: {
        rank: (row) => row.rank ?? Infinity,
        department: (row) => row.sheet.department + row.sheet.project,
        level2: (row) => shown(row, "level2"),
        name: nameOf,
        verdict: (row) => STANDINGS.indexOf(row.standing),
      },
      line: rowLine,
      fits: rowFits,
      open: (row) => open(row.sheet, row),
    },
    sheets: {
      all: data.sheets,
      order: (sheet) => sheet.order,
      keys: {
        order: (sheet) => sheet.order,
        department: (sheet) => sheet.department,
        project: (sheet) => sheet.project,
        amount: (sheet) => sheet.amount || 0,
        weak: (sheet) => sheet.weak,
        conclusion: (sheet) => CONCLUSIONS.indexOf(sheet.conclusion),
      },
      line: sheetLine,
      fits: sheetFits,
      open: (sheet) => open(sheet, null),
    },
  };
  const state = { list: "rows", sort: { rows: ["rank", 1], sheets: ["order", 1] }, found: [], drawn: 0, at: -1 };

  function rowFits(row, wanted) {
    if (!wanted.passed && !row.objected && !verdict(row).ungraded && !row.decision && !row.doubts) return false;
    if (wanted.department && row.sheet.department !== wanted.department) return false;
    if (wanted.conclusion && row.sheet.conclusion !== wanted.conclusion && row.standing !== wanted.conclusion) return false;
    if (wanted.category && (row.category || "未归类") !== wanted.category) return false;
    if (wanted.question && !asks(row, wanted.question)) return false;
    if (wanted.contested && !row.contested && !row.doubts) return false;
    return wanted.words.every((word) => row.text.includes(word));
  }
  function sheetFits(sheet, wanted) {
    if (wanted.department && sheet.department !== wanted.department) return false;
    if (wanted.conclusion && sheet.conclusion !== wanted.conclusion) return false;
    const rows = { ...wanted, department: "", conclusion: "", words: [], passed: true };
    if ((wanted.category || wanted.question || wanted.contested) && !sheet.rows.some((row) => rowFits(row, rows))) return false;
    return wanted.words.every((word) => sheet.text.includes(word));
  }
  const asks = (row, wanted) =>
    answers(row).some(([grade, codes], number) => grade !== "pass" && (wanted === data.questions[number][0] || (codes || []).includes(wanted)));

  function rowLine(row) {
    return [
      element("td", { class: "n" }, row.rank ? String(row.rank) : "—"),
      element("td", {}, row.sheet.department, element("span", { class: "sub" }, row.sheet.project)),
      element("td", { class: "w" }, shown(row, "level2"), element("span", { class: "sub" }, row.place)),
      element("td", {}, nameOf(row), element("span", { class: "sub" }, target(row) || "（未填指标值）")),
      element("td", { class: "w" }, badge(row)),
      element("td", {}, words(row)),
    ];
  }
  function badge(row) {
    const grade = row.standing === "退回修改" ? "fail" : row.standing === "建议修改" ? "advise" : "";
    const marks = [row.contested && "判定相反", row.doubts && "存疑"].filter(Boolean).join("、");
    return element("span", { class: grade + (row.decision ? " decided" : "") }, row.standing, marks ? element("span", { class: "sub" }, marks) : "");
  }
  function sheetLine(sheet) {
    return [
      element("td", { class: "n" }, String(sheet.order)),
      element("td", {}, sheet.department + (sheet.inferred ? "（推断）" : "")),
      element("td", {}, sheet.project, element("span", { class: "sub" }, sheet.code || "")),
      element("td", { class: "n" }, sheet.money),
      element("td", { class: "n" }, sheet.weak + " / " + sheet.rows.length),
      element("td", { class: "w" }, element("span", { class: sheet.conclusion === "退回重报" ? "fail" : "" }, sheet.conclusion || "")),
      element("td", {}, sheet.newer ? "已由新版替代（" + sheet.newer + "）。" : "", sheet.reason || ""),
    ];
  }

  /* Drawing: a screenful at once, more as the list is scrolled. */
  function wanted() {
    return {
      words: $("search").value.toLowerCase().split(/\s+/).filter(Boolean),
      department: $("department").value,
      conclusion: $("conclusion").value,
      question: $("question").value,
      category: $("category").value,
      contested: $("contested").checked,
      passed: $("passed").checked,
    };
  }
  function refresh() {
    const list = LISTS[state.list];
    const filter = wanted();
    const [key, direction] = state.sort[state.list];
    const value = list.keys[key];
    state.found = list.all.filter((item) => list.fits(item, filter));
    state.found.sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      const compared = typeof a === "number" ? (a === b ? 0 : a < b ? -1 : 1) : collator.compare(a, b);
      return compared * direction || list.order(one) - list.order(other) || 0;
    });
    $(state.list).tBodies[0].replaceChildren();
    state.drawn = 0;
    state.at = -1;
    draw();
    $("list").scrollTop = 0;
    const noun = state.list === "rows" ? "行指标" : "张绩效目标表";
    $(state.list).setAttribute("aria-rowcount", String(state.found.length + 1));
    $("count").textContent = "共 " + list.all.length.toLocaleString() + " " + noun + "，列出 " + state.found.length.toLocaleString();
  }
  function draw() {
    const list = LISTS[state.list];
    const body = $(state.list).tBodies[0];
    const lines = state.found.slice(state.drawn, state.drawn + AT_ONCE).map((item, number) => {
      const line = element("tr", { tabindex: "-1", "aria-selected": "false", "aria-rowindex": String(state.drawn + number + 2) }, ...list.line(item));
      line.dataset.number = state.drawn + number;
      return line;
    });
    state.drawn += lines.length;
    body.append(...lines);
    if (state.at < 0 && body.rows.length) body.rows[0].tabIndex = 0;
  }
  function select(number, focus) {
    if (number < 0 || number >= state.found.length) return;
    while (number >= state.drawn) draw();
    const body = $(state.list).tBodies[0];
    for (const line of body.querySelectorAll("[aria-selected=true],[tabindex='0']")) {
      line.setAttribute("aria-selected", "false");
      line.tabIndex = -1;
    }
    const line = body.rows[number];
    state.at = number;
    line.setAttribute("aria-selected", "true");
    line.tabIndex = 0;
    line.scrollIntoView({ block: "nearest" });
    if (focus) line.focus({ preventScroll: true });
  }

  /* The whole sheet. */
  function open(sheet, row) {
    const close = element("button", { type: "button", class: "close" }, "关闭 Esc");
    close.addEventListener("click", shut);
    const facts = [
      ["部门", sheet.department + (sheet.inferred ? "（推断）" : "")],
      ["项目编码", sheet.code],
      ["预算", sheet.money],
      ["结论", [sheet.conclusion, sheet.reason].filter(Boolean).join("：")],
      ["目标", sheet.goal],
      ["新版", sheet.newer],
      ["来源", sheet.file + "　第" + sheet.number + "张表　" + sheet.place],
    ];
    const list = element("dl");
    for (const [label, text] of facts) if (text) list.append(element("dt", {}, label), element("dd", {}, text));
    const detail = $("detail");
    const top = element("div", { class: "top" }, element("h2", {}, sheet.project), close);
    detail.replaceChildren(top, list, ...findings(sheet), ...indicators(sheet, row));
    detail.hidden = false;
    detail.parentElement.classList.add("split");
    const current = detail.querySelector("tr.open");
    detail.scrollTop = 0;
    if (current) detail.scrollTop = current.getBoundingClientRect().top - top.getBoundingClientRect().bottom - 8;
    if (state.at >= 0) $(state.list).tBodies[0].rows[state.at].scrollIntoView({ block: "nearest" });
  }
  function findings(sheet) {
    const told = (sheet.findings || []).map(([severity, reason]) => element("li", {}, severity + "：" + reason));
    for (const [project, department, share] of sheet.copies || [])
      told.push(element("li", {}, "疑似套用：与“" + [department, project].filter(Boolean).join(" ") + "”有 " + Math.round(share * 100) + "% 的指标相同"));
    return told.length ? [element("h3", {}, "整表意见"), element("ul", {}, ...told)] : [];
  }
  function indicators(sheet, current) {
    const lines = sheet.rows.map((row) => {
      const said = row.objected || row.decision || verdict(row).ungraded;
      return element(
        "tr",
        { class: row === current ? "open" : said ? "" : "pass" },
        element("td", {}, shown(row, "level2"), element("span", { class: "sub" }, row.place)),
        element("td", {}, ...marked(row, "name"), row.area ? "（" + row.area + "）" : "", ...described(row)),
        element("td", {}, ...marked(row, "operator"), " ", ...marked(row, "target"), " ", ...marked(row, "unit")),
        element("td", {}, badge(row), ...opinion(row, row === current)),
      );
    });
    const heads = ["二级指标、位置", "指标名称", "指标值", "判定、意见"].map((head) => element("th", { scope: "col" }, head));
    const table = element("table", { "aria-label": "全部指标" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines));
    return [element("h3", {}, "全部指标 " + sheet.rows.length + " 行"), table];
  }
  const described = (row) => (shown(row, "description") ? [element("span", { class: "sub" }, ...marked(row, "description"))] : []);
  function opinion(row, whole) {
    const told = words(row);
    const lines = told ? [element("p", {}, told)] : [];
    if (row.who) lines.push(element("p", { class: "sub" }, "审核人：" + row.who));
    if (!whole) return lines;
    if (row.decision && judged(row) && judged(row) !== told) lines.push(element("p", { class: "sub" }, "程序意见：" + judged(row)));
    if (verdict(row).rewrite) lines.push(element("p", {}, "建议改为：" + verdict(row).rewrite));
    answers(row).forEach(([grade, codes, , reason], number) => {
      if (grade === "pass") return;
      lines.push(element("p", {}, QUESTIONS[number] + "（" + data.grades[grade] + "）：" + (reason || "")));
      for (const code of codes || [])
        if (data.defects[code]) lines.push(element("p", { class: "sub" }, code + " " + data.defects[code][0] + "：" + data.defects[code][1] + data.defects[code][2]));
    });
    if (row.rules) {
      const [grades, said] = row.rules;
      const opposed = grades.map((grade, number) => QUESTIONS[number] + "（" + data.grades[grade] + "）");
      lines.push(element("p", {}, "判定相反，规则认为：" + opposed.join("，") + (said ? "。" + said : "。")));
    }
    for (const note of [...(verdict(row).notes || []), ...(row.doubts || [])]) lines.push(element("p", { class: "sub" }, "提示：" + note));
    return lines;
  }
  /* A field with the objected words marked; a quote belongs to the first field that holds it. */
  function marked(row, name) {
    const text = shown(row, name);
    if (!text) return [];
    const cuts = [];
    for (const [grade, , quote] of answers(row)) {
      if (grade === "pass" || !quote || home(row, quote) !== name) continue;
      const start = text.indexOf(quote);
      if (!cuts.some(([from, to]) => start < to && from < start + quote.length)) cuts.push([start, start + quote.length]);
    }
    cuts.sort((one, other) => one[0] - other[0]);
    const parts = [];
    let end = 0;
    for (const [from, to] of cuts) {
      parts.push(text.slice(end, from), element("mark", {}, text.slice(from, to)));
      end = to;
    }
    return [...parts, text.slice(end)].filter((part) => part !== "");
  }
  const home = (row, quote) => ["name", "target", "description", "operator", "unit", "level2"].find((name) => shown(row, name).includes(quote));
  function shut() {
    $("detail").hidden = true;
    $("detail").parentElement.classList.remove("split");
    if (state.at >= 0) select(state.at, true);
  }

  /* Wiring. */
  const options = (id, values) => $(id).append(...values.map(([value, text]) => element("option", { value }, text)));
  const count = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };
  const departments = count(data.sheets.map((sheet) => sheet.department));
  options("department", [...departments].sort(([a], [b]) => collator.compare(a, b)).map(([name, sheets]) => [name, name + "（" + sheets + "）"]));
  options("conclusion", [...new Set([...CONCLUSIONS, ...STANDINGS])].map((word) => [word, word]));
  options("question", data.questions.flatMap(([key, word]) => [[key, word]]));
  options("question", Object.entries(data.defects).map(([code, [title]]) => [code, "　" + title]));
  options("category", [...count(data.rows.map((row) => row.category || "未归类")).keys()].map((name) => [name, name]));

  let waiting = 0;
  $("filters").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 60);
  });
  $("filters").addEventListener("reset", () => setTimeout(refresh));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  function show(list) {
    state.list = list;
    $("list").setAttribute("aria-labelledby", "tab-" + list);
    for (const name of Object.keys(LISTS)) {
      $(name).hidden = name !== list;
      $("tab-" + name).setAttribute("aria-selected", String(name === list));
      $("tab-" + name).tabIndex = name === list ? 0 : -1;
    }
    refresh();
  }
  for (const name of Object.keys(LISTS)) {
    $("tab-" + name).addEventListener("click", () => show(name));
    $(name).tBodies[0].addEventListener("click", (event) => {
      const line = event.target.closest("tr");
      if (!line || String(getSelection())) return;
      select(Number(line.dataset.number), true);
      LISTS[name].open(state.found[state.at]);
    });
    $(name).tHead.addEventListener("click", (event) => {
      const head = event.target.closest("th[data-sort]");
      if (!head) return;
      const [key, direction] = state.sort[name];
      state.sort[name] = [head.dataset.sort, key === head.dataset.sort ? -direction : 1];
      for (const each of $(name).tHead.querySelectorAll("th")) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", state.sort[name][1] > 0 ? "ascending" : "descending");
      refresh();
    });
  }
  /* To another row; the sheet beside the list goes with it. */
  function move(number) {
    const before = state.at;
    select(number, true);
    if (state.at !== before && !$("detail").hidden) LISTS[state.list].open(state.found[state.at]);
  }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (!$("detail").hidden) shut();
      else if (typing) event.target.blur();
      return;
    }
    if (event.target.getAttribute("role") === "tab" && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      show(state.list === "rows" ? "sheets" : "rows");
      $("tab-" + state.list).focus();
      return;
    }
    if (typing && !(event.target.id === "search" && (event.key === "ArrowDown" || event.key === "Enter"))) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "/" && event.target.closest("#detail,details")) {
      if (event.key === "ArrowLeft" && state.at >= 0) select(state.at, true);
      return;
    }
    if (event.key === "/") {
      $("search").focus();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "j") {
      move(state.at + 1);
      event.preventDefault();
    } else if (event.key === "ArrowUp" || event.key === "k") {
      move(state.at - 1);
      event.preventDefault();
    } else if ((event.key === "Home" || event.key === "End") && !typing) {
      move(event.key === "Home" ? 0 : state.found.length - 1);
      event.preventDefault();
    } else if (event.key === "ArrowRight" && !typing && !$("detail").hidden) {
      $("detail").focus();
      event.preventDefault();
    } else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && event.target.tagName !== "SUMMARY") {
      if (state.at < 0) select(0, true);
      if (state.at >= 0) LISTS[state.list].open(state.found[state.at]);
      event.preventDefault();
    }
  });
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && state.drawn < state.found.length) draw();
  }, { root: $("list"), rootMargin: "600px" }).observe($("more"));
  addEventListener("beforeprint", () => {
    if ($("received")) $("received").open = true;
    while (state.drawn < state.found.length) draw();
  });
  refresh();
})();
