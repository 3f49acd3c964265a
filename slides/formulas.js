window.MathJax = {
  tex: { inlineMath: [["$", "$"]] },
  options: { enableMenu: false },
  startup: { pageReady: () => MathJax.startup.defaultPageReady().then(startDeck) },
};
