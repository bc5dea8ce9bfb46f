/**
 * The page's style sheet. Colours are named once for light and once for dark; print is always light. Contrast of text is
 * at least 4.5 to 1 in both; health is told by shade and number, never by hue alone.
 */
const light = `--bg:#fff;--panel:#f5f7f9;--ink:#1b1f24;--soft:#555d66;--line:#d3d9df;--accent:#0b5394;--span:#9dc3e6;--mid:#0b5394;--plan:#e69138;--plan-dot:#a64d00;--due:#8c1d40;--good:#1a6b3c;--warning:#8a5300;--bad:#a61b1b;--note:#fff6e0`;
const dark = `--bg:#10151b;--panel:#18202a;--ink:#e7edf3;--soft:#a3afbb;--line:#36414d;--accent:#8cc4ff;--span:#2f5f8f;--mid:#8cc4ff;--plan:#c27a2c;--plan-dot:#ffb366;--due:#ff8fab;--good:#7fd3a0;--warning:#f0b458;--bad:#ff9a8f;--note:#33290f`;

export const pageStyle = `
:root{color-scheme:light;${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header.top,main,footer{max-width:74rem;margin:0 auto;padding:0 1.25rem}
header.top{padding-top:1.25rem}
a{color:var(--accent)}
a.term{color:inherit;text-decoration:underline dotted;text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;z-index:2}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1{font-size:1.15rem;line-height:1.4;margin:0 0 .5rem;font-weight:600}
h2{font-size:1.5rem;line-height:1.25;margin:2.5rem 0 .75rem}
h3{font-size:1.15rem;line-height:1.3;margin:2rem 0 .5rem}
.part>h2{border-bottom:2px solid var(--line);padding-bottom:.35rem}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:start;gap:.25rem 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.5rem 0;padding:0;font-size:.92rem}
.muted,.legend,.key,caption,figcaption+*>.axis{color:var(--soft)}
code{font:.92em ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;unicode-bidi:isolate;overflow-wrap:anywhere}
bdi{overflow-wrap:anywhere}
b{font-weight:650;font-variant-numeric:tabular-nums}
p{margin:.5rem 0;max-width:70ch}
li{max-width:80ch;margin:.3rem 0}
pre{overflow:auto;background:var(--panel);padding:.75rem 1rem;border-radius:.4rem}
.note{background:var(--note);border-left:4px solid var(--warning);padding:.6rem .9rem;max-width:none;border-radius:.2rem}
.note.bad{border-color:var(--bad)}.note.good{border-color:var(--good)}
section.lead{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.25rem 1.5rem 1rem;margin-top:1.25rem}
section.lead>:is(h2,h3){margin-top:1rem}
section.lead>p{font-size:1.15rem;max-width:62ch}
section.lead>p b{font-size:1.35em;line-height:1.2;white-space:nowrap;color:var(--accent)}
.facts{list-style:none;margin:.5rem 0;padding:0}
.facts>li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.1rem 1.5rem;padding:.3rem 0;border-bottom:1px solid var(--line);max-width:none;margin:0}
.facts>li>span:first-child{flex:1 1 18rem}.facts>li>span+span{flex:0 1 auto;color:var(--soft);max-width:70ch}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.25rem 0 .5rem;font-size:.92rem}
table.rows th,table.rows td{padding:.45rem .6rem;text-align:left;vertical-align:baseline}
table.rows thead th{font-size:.88rem;border-bottom:2px solid var(--line);white-space:nowrap}
table.rows tbody{border-bottom:1px solid var(--line)}
table.rows tbody th{font-weight:500}table.rows td b,table.bars td b{font-weight:inherit}
table.rows tr.below>td{padding:0 .6rem .55rem;color:var(--soft);font-size:.92rem}
tr.below summary{cursor:pointer}tr.below p{margin:.3rem 0;max-width:none}
tr.below .facts{margin:.4rem 0 .6rem 1rem;font-size:.95em;color:var(--ink)}
td.good::before,td.warning::before,td.bad::before{content:"";display:inline-block;width:.55em;height:.55em;border-radius:50%;margin-right:.4em;background:var(--good)}
td.warning::before{background:var(--warning);border-radius:0}td.bad::before{background:var(--bad);border-radius:0;transform:rotate(45deg)}
th button{all:unset;cursor:pointer;font-weight:600}
th button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
th button::after{content:"\\2195";color:var(--soft);margin-left:.3em}
th[aria-sort=ascending] button::after{content:"\\2191";color:var(--ink)}th[aria-sort=descending] button::after{content:"\\2193";color:var(--ink)}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.75rem 0}
.tools input{font:inherit;padding:.35rem .6rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--bg);color:var(--ink);min-width:14rem}
button.tool{font:inherit;padding:.35rem .8rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--panel);color:var(--ink);cursor:pointer}
figure{margin:1rem 0}
figcaption{font-weight:600;margin-bottom:.4rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:.4rem 0;font-size:.9rem}
.legend svg{vertical-align:-.1em}.legend svg[width="18"]{vertical-align:-.25em}
details.fold{margin:.4rem 0;font-size:.95rem}details.fold summary{cursor:pointer;color:var(--soft)}
table.bars th{text-align:left;font-weight:500;padding:.2rem .75rem .2rem 0;width:22%;overflow-wrap:anywhere}
table.bars td{padding:.2rem 0}table.bars td:nth-child(3){padding-left:.75rem;width:26%}
.chart.dates table.bars td:nth-child(3){width:44%;font-size:.92rem}.chart.dates table.bars tr:not(.axis)>*{padding-bottom:.6rem}
svg{display:block;overflow:hidden}svg svg{display:inline}svg.free{overflow:visible}.legend svg{display:inline-block}
svg text{fill:var(--ink);font-size:12px;font-family:inherit}
svg .zero,svg .axis{stroke:var(--soft)}svg .grid{stroke:var(--line)}
svg .span{fill:var(--span)}svg .span.dot,svg .mid{fill:var(--mid)}
svg .plan{fill:var(--plan)}svg .plan.dot{fill:var(--plan-dot)}
svg .due{stroke:var(--due);stroke-width:2;stroke-dasharray:4 3}
svg .course{stroke:var(--mid);stroke-width:2}svg .course.ahead{stroke-dasharray:5 4}
svg .range{stroke:var(--span);stroke-width:8;stroke-linecap:round}
svg .point{fill:var(--bg);stroke:var(--mid);stroke-width:2}svg .marked{fill:var(--plan-dot)}
svg .folder{font-weight:600;fill:var(--soft)}
svg .h4{fill:#c9e2f5}svg .h3{fill:#fde3b8}svg .h2{fill:#f0a34a}svg .h1{fill:#8f2d0c}svg .h0{fill:#c9ced4}
svg text.on{fill:#14181c}svg .th1 text.on{fill:#fff}
footer{padding:2rem 1.25rem;color:var(--soft);font-size:.9rem}
dl.words{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.35rem 1.25rem}
dl.words dt{font-weight:600}dl.words dd{margin:0;max-width:70ch}
dl.words dt:target,dl.words dt:target+dd{background:var(--note)}
.spark{display:flex;gap:.75rem;align-items:center}
[hidden]{display:none!important}
@media screen and (max-width:700px){
header.top,main,footer{padding-left:1rem;padding-right:1rem}
h2{font-size:1.3rem}section.lead{padding:.1rem 1rem .75rem}section.lead>p{font-size:1.05rem}
table.rows,table.rows tbody,table.rows caption{display:block}
table.rows thead{display:flex;flex-wrap:wrap;gap:.1rem .9rem}table.rows thead tr{display:contents}table.rows thead th{border:0;padding:.25rem 0}
table.rows tbody{padding:.5rem 0}
table.rows tbody tr:not(.below){display:grid;grid-template-columns:1fr 1fr;gap:.25rem 1rem}
table.rows tbody tr:not(.below)>*{padding:0;text-align:left!important;white-space:normal!important}
table.rows tbody tr:not(.below)>th{grid-column:1/-1;order:-1}
table.rows tbody tr:not(.below)>::before{display:block;font-size:.8rem;color:var(--soft);font-weight:400}
table.rows tbody tr:not(.below)>td:is(.good,.warning,.bad)::before{width:auto;height:auto;background:none;transform:none}
table.rows tr.below,table.rows tr.below>td{display:block;padding:.35rem 0 0}
table.bars tr{display:grid;grid-template-columns:1fr auto}table.bars td:nth-child(2){grid-column:1/-1;grid-row:2}
table.bars th,table.bars td:nth-child(3),.chart.dates table.bars td:nth-child(3){width:auto;padding:.2rem 0}
.chart.dates table.bars tr{grid-template-columns:1fr}.chart.dates table.bars td:nth-child(2){grid-row:auto}
table.bars .key{grid-row:3;grid-column:1/-1}
dl.words{grid-template-columns:1fr}dl.words dd{margin-bottom:.5rem}
}
@media print{
@page{margin:15mm 14mm}
body{font-size:10.5pt}header.top,main,footer{max-width:none;padding:0}
nav,.skip,.tools,#tools,th button::after{display:none!important}
.part+.part{break-before:page}
section.lead{break-inside:avoid}h2,h3,figcaption,caption{break-after:avoid}
figure,table.rows tbody,.facts>li,dl.words dd,ul.legend{break-inside:avoid}
.fold{break-inside:auto}figure:has(.fold[open]){break-inside:auto}
thead{display:table-header-group}.scroll{overflow:visible}
table.rows th,table.rows td{padding:.3rem .4rem}table.rows{font-size:9pt}
svg,td::before{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}a.term{text-decoration:none}
}`;
