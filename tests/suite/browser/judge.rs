//! The judges of a page: axe-core by the rules of WCAG, and what can be measured of it.
use serde_json::Value as Json;

use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::server::{Begin, Server};

const AXE: &str = include_str!("../../../static/vendor/axe-core-4.14.1/axe.min.js");

/// What axe finds by the rules of WCAG 2.2 AA, each with the first place.
const JUDGE: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'] }) \
    .then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' | ' + v.nodes.length + ' | ' + v.nodes[0].html.slice(0, 160) + ' | ' + \
        (v.nodes[0].any[0]?.message ?? v.nodes[0].all[0]?.message ?? v.nodes[0].none[0]?.message ?? '')))) \
    .catch(e => done(['axe failed: ' + e]));";

/// What can be measured of the page as it is: sideways scrolling, the smallest text, the smallest thing to hit. A link inside a sentence
/// is as tall as its line (WCAG 2.5.8 lets it), and what is folded away or hidden is not there.
const MEASURE: &str = "const out = []; const root = document.documentElement; \
    if (root.scrollWidth > root.clientWidth) { \
        const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 \
            && !e.closest('.table-wrap, .hidden')).slice(0, 2).map(e => e.outerHTML.slice(0, 100)); \
        out.push('scrolls sideways: ' + root.scrollWidth + ' in ' + root.clientWidth + ' ' + wide.join(' ; ')); } \
    const seen = e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); \
        return e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && r.width > 1 && r.height > 1 && !e.closest('.hidden, .skip'); }; \
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); \
    while (words.nextNode()) { const t = words.currentNode, e = t.parentElement; \
        if (!t.data.trim() || ['SCRIPT', 'STYLE', 'OPTION'].includes(e.tagName) || !seen(e)) continue; \
        const px = parseFloat(getComputedStyle(e).fontSize); \
        if (px < 16) { out.push('small text: ' + px + ' px: ' + t.data.trim().slice(0, 60)); break; } } \
    const numbers = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); \
    while (numbers.nextNode()) { const t = numbers.currentNode; if (!t.parentElement.checkVisibility() || ['SCRIPT', 'OPTION'].includes(t.parentElement.tagName)) continue; \
        for (const m of t.data.matchAll(/[A-Z]{2}-[0-9]{4}-[0-9]+/g)) { const r = document.createRange(); r.setStart(t, m.index); r.setEnd(t, m.index + m[0].length); \
            if (new Set([...r.getClientRects()].map(b => Math.round(b.top))).size > 1) out.push('broken number: ' + m[0] + ' in ' + t.parentElement.outerHTML.slice(0, 80)); } } \
    if (root.clientWidth >= 1024) for (const e of document.querySelectorAll('.table-wrap:not(.wide, .side *)')) \
        if (e.scrollWidth > e.clientWidth + 1) out.push('cut table: ' + e.scrollWidth + ' in ' + e.clientWidth + ': ' + e.textContent.trim().slice(0, 60)); \
    for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) { \
        if (!seen(e)) continue; \
        const label = e.closest('label') || (e.id && document.querySelector(`label[for=\"${CSS.escape(e.id)}\"]`)); \
        let r = e.getBoundingClientRect(); \
        if (['radio', 'checkbox'].includes(e.type) && label) r = label.getBoundingClientRect(); \
        const inSentence = e.tagName === 'A' && getComputedStyle(e).display === 'inline'; \
        if (inSentence) { const block = e.closest('p, li, dd, td, th, div'); \
            if (block && block.textContent.trim().length > e.textContent.trim().length) continue; } \
        if (r.height < 43.5) { out.push('hard to hit: ' + Math.round(r.height) + ' px: ' + e.outerHTML.slice(0, 120)); } } \
    return out.slice(0, 6);";

/// Everything wrong with the page that is open.
pub async fn faults(browser: &Browser) -> Vec<String> {
    let mut found: Vec<String> = browser.run(MEASURE).await;
    browser.run::<Json>(&format!("{AXE}; return null")).await;
    found.extend(browser.run_async::<Vec<String>>(JUDGE).await);
    found
}

#[test]
fn the_judges_find_what_is_wrong() {
    in_a_browser(Begin::Example, async |_: &Server, browser| {
        browser.width(Width::Small).await;
        browser.go("/help").await;
        assert!(faults(browser).await.is_empty());
        let spoil = "document.documentElement.removeAttribute('lang'); const p = document.querySelector('main p'); p.style.fontSize = '12px'; \
            p.style.width = '900px'; const b = document.createElement('button'); b.style.height = '20px'; b.textContent = 'x'; \
            document.querySelector('main').append(b); \
            const s = document.createElement('p'); s.style.width = '90px'; s.textContent = 'KV-2026-00004'; document.querySelector('main').append(s); return null;";
        browser.run::<Json>(spoil).await;
        let found = faults(browser).await.join("\n");
        for fault in [
            "scrolls sideways",
            "small text: 12 px",
            "hard to hit: 20 px",
            "broken number: KV-2026-00004",
            "html-has-lang",
        ] {
            assert!(found.contains(fault), "{fault} was not found: {found}");
        }
    });
}
