// Plots as inline SVG, each with its figures as a table for those who do not see it.
import { html } from "../app/html.js";

const SIDE = 320; // units of a square plot
const EDGE = { left: 44, right: 22, top: 26, bottom: 40 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const INNER = SIDE - EDGE.left - EDGE.right;
const DOWN = SIDE - EDGE.top - EDGE.bottom;
const across = (share) => EDGE.left + share * INNER;
const up = (share) => EDGE.top + (1 - share) * DOWN;

/** Two shares against each other. `children`: what is drawn between the axes. */
function Square({ title, x, y, format, children }) {
  return html`<svg class="plot" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${title}>
    ${TICKS.map((tick) => html`<g key=${tick}>
      <line class="grid" x1=${across(0)} x2=${across(1)} y1=${up(tick)} y2=${up(tick)} />
      <line class="grid" x1=${across(tick)} x2=${across(tick)} y1=${up(0)} y2=${up(1)} />
      <text x=${across(0) - 6} y=${up(tick) + 4} text-anchor="end">${format.share(tick)}</text>
      <text x=${across(tick)} y=${up(0) + 16} text-anchor="middle">${format.share(tick)}</text>
    </g>`)}
    <line class="even" x1=${across(0)} y1=${up(0)} x2=${across(1)} y2=${up(1)} />
    ${children}
    <text class="axis" x=${across(0.5)} y=${SIDE - 4} text-anchor="middle">${x}</text>
    <text class="axis" x=${across(0)} y=${EDGE.top - 10}>${y}</text>
  </svg>`;
}

/** Confidence against the share that was right; the larger the dot, the more fields. */
export function Reliability({ bins, title, x, y, format }) {
  const most = Math.max(...bins.map((bin) => bin.fields));
  const dots = bins.map((bin) => [across(bin.confidence), up(bin.right)]);
  return html`<${Square} title=${title} x=${x} y=${y} format=${format}>
    <polyline class="curve" points=${dots.map((dot) => dot.join()).join(" ")} />
    ${bins.map((bin, at) => html`<circle key=${at} class="dot" cx=${dots[at][0]} cy=${dots[at][1]}
      r=${3 + 7 * Math.sqrt(bin.fields / most)}><title>${format.share(bin.confidence)} → ${format.share(bin.right)} (${bin.fields})</title></circle>`)}
  <//>`;
}

/** A curve from the lower left corner to the upper right one: the sooner it rises, the better the order. */
export function Found({ points, title, x, y, format }) {
  const path = points.map((one) => [across(one.answered), up(one.found)].join()).join(" ");
  return html`<${Square} title=${title} x=${x} y=${y} format=${format}>
    <polygon class="under" points="${across(0)},${up(0)} ${path} ${across(1)},${up(0)}" />
    <polyline class="curve" points=${path} />
  <//>`;
}

/** Lying bars: `rows` of {label, value, part}; `part` of `value` is drawn darker. */
export function Bars({ rows, label, format, say }) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return html`<ul class="bars" aria-label=${label}>
    ${rows.map((row) => html`<li key=${row.label}>
      <span class="bar-label">${row.label}</span>
      <span class="bar-figure">${say ? say(row) : format.count(row.value)}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="whole" width=${(100 * row.value) / most} height="6" />
        ${row.part > 0 && html`<rect class="part" width=${(100 * row.part) / most} height="6" />`}
      </svg>
    </li>`)}
  </ul>`;
}

/** A bar in parts: {label, value, tone}. */
export function Parts({ parts, label, format }) {
  const sum = Math.max(1, parts.reduce((total, part) => total + part.value, 0));
  let from = 0;
  const drawn = parts.map((part) => {
    const start = from;
    from += (100 * part.value) / sum;
    return html`<rect key=${part.label} class=${part.tone} x=${start} width=${from - start} height="8" />`;
  });
  return html`<div class="parts">
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>
    <ul class="row" aria-label=${label}>
      ${parts.map((part) => html`<li key=${part.label}><span class="dot-mark ${part.tone}" aria-hidden="true"></span>
        ${part.label} <strong>${format.count(part.value)}</strong> <span class="soft">${format.share(part.value / sum)}</span></li>`)}
    </ul>
  </div>`;
}
