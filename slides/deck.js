// Type as large as fits: on a page of text from 40 pixels down, beside a figure 28. Lines that
// are too long even so are wrapped.
function fit(page) {
  const overflows = () =>
    page.scrollHeight > page.clientHeight ||
    [page, ...page.querySelectorAll("pre")].some((part) => part.scrollWidth > part.clientWidth);
  const sizes = page.querySelector("img") ? [28] : [40, 37, 34, 31, 28];
  for (const size of sizes) {
    page.style.fontSize = `${size}px`;
    if (!overflows()) return;
  }
  page.classList.add("wrapped");
}

function startDeck() {
  const slides = document.querySelector(".slides");
  slides.classList.add("measured");
  const answers = slides.querySelectorAll("details");
  answers.forEach((answer) => answer.toggleAttribute("open"));
  slides.querySelectorAll(".page").forEach(fit);
  answers.forEach((answer) => answer.toggleAttribute("open"));
  slides.classList.remove("measured");
  // The window of the speaker notes has no style to hide what is for screen readers.
  slides.querySelectorAll(".notes mjx-assistive-mml").forEach((part) => part.remove());
  return Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    pdfSeparateFragments: false,
    plugins: [RevealNotes],
  });
}
