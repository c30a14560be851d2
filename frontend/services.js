// Services of others, as `site.toml` asks for them. Who counts visits is loaded once the page stands; where
// readers discuss a post, when a reader asks for it. The pages that have either bring this script.
{
  const { analytics, heedsDoNotTrack, comments } = JSON.parse(document.currentScript.dataset.services);

  const load = ({ src, attributes }, place, more = {}) => {
    const script = Object.assign(document.createElement("script"), { src, async: true });
    for (const [name, value] of [...attributes, ...Object.entries(more)]) script.setAttribute(name, value);
    place.append(script);
    return script;
  };

  // Some services see by themselves that the app turns to another page. These are told: what has to be there
  // before their script, and what tells them of a page.
  const told = {
    plausible: {
      before: () => {
        window.plausible ??= function () {
          (window.plausible.q ??= []).push(arguments);
        };
        window.plausible.init ??= (options = {}) => (window.plausible.o = options);
        window.plausible.init();
      },
    },
    goatcounter: { page: () => window.goatcounter?.count?.({ path: location.pathname }) },
    matomo: {
      before: ({ attributes }) => {
        const { "data-host": host, "data-site": site } = Object.fromEntries(attributes);
        const calls = [["setTrackerUrl", `${host}/matomo.php`], ["setSiteId", site], ["enableLinkTracking"]];
        (window._paq ??= []).push(...calls);
      },
      page: () => {
        window._paq.push(["setCustomUrl", location.href], ["setDocumentTitle", document.title], ["trackPageView"]);
      },
    },
    google: {
      before: ({ attributes }) => {
        window.dataLayer ??= [];
        // The script tells calls from other entries by their being arguments.
        window.gtag ??= function () {
          window.dataLayer.push(arguments);
        };
        window.gtag("js", new Date());
        window.gtag("config", Object.fromEntries(attributes)["data-id"], { send_page_view: false });
      },
      page: () => window.gtag("event", "page_view", { page_location: location.href, page_title: document.title }),
    },
  };

  const count = () => {
    for (const service of analytics) {
      const { before, page } = told[service.name] ?? {};
      before?.(service);
      const script = load(service, document.head);
      if (!page) continue;
      if (before) page();
      else script.addEventListener("load", page);
      document.addEventListener("blog:page", page);
    }
  };
  const asksNotTo = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;
  if (!(heedsDoNotTrack && asksNotTo)) {
    const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1));
    if (document.readyState === "complete") idle(count);
    else addEventListener("load", () => idle(count));
  }

  // What giscus calls the languages that it speaks: at an address with another one it has nothing.
  const spoken =
    "ar be bg ca cs da de en eo es eu fa fr gr hbs he hu id it ja kh ko nl pl pt ro ru th tr uk uz vi".split(" ");
  const inGiscus = (tag) => {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    if (language === "zh") return script === "Hans" ? "zh-CN" : region === "HK" ? "zh-HK" : "zh-TW";
    const name = { bs: "hbs", el: "gr", hr: "hbs", km: "kh", sr: "hbs" }[language] ?? language;
    return spoken.includes(name) ? name : "en";
  };

  // The theme that the reader chose here; else each service goes by the system.
  const looks = {
    giscus: (theme) => ({
      "data-theme": theme ?? "preferred_color_scheme",
      "data-lang": inGiscus(document.documentElement.lang),
      crossorigin: "anonymous",
    }),
    utterances: (theme) => ({ theme: theme ? `github-${theme}` : "preferred-color-scheme" }),
    isso: () => ({ "data-isso-lang": document.documentElement.lang }),
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-comments] button");
    if (!button) return;
    const place = button.parentElement;
    const { theme } = document.documentElement.dataset;
    button.remove();
    place.tabIndex = -1;
    place.focus();
    if (comments.name === "isso") {
      const thread = Object.assign(document.createElement("div"), { id: "isso-thread" });
      thread.dataset.issoId = location.pathname;
      place.append(thread);
      // Its script looks for a thread once, when it comes; on a later page it is asked to look again.
      if (window.Isso) {
        window.Isso.init();
        window.Isso.initWidget?.();
        window.Isso.fetchComments?.();
        return;
      }
    }
    load(comments, place, looks[comments.name](theme));
  });
}
