/* A learning system that launched this page by the rules of cmi5, as `watch` wants it; null without a launch. */
(function (gdvideo) {
  "use strict";

  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";

  /* A random UUID, also where crypto.randomUUID is not to be had: on pages without https. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  /* Asks the system's record store; what is on its way when the page goes is sent all the same. */
  class Store {
    constructor(launch, token) {
      this.launch = launch;
      this.headers = {
        Authorization: "Basic " + token,
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
      };
    }

    ask(resource, query, method, body) {
      const url = this.launch.endpoint.replace(/\/*$/, "/") + resource + "?" + new URLSearchParams(query);
      const sent = body === undefined ? undefined : JSON.stringify(body);
      return fetch(url, { method, headers: this.headers, body: sent, keepalive: true });
    }

    async read(resource, query) {
      const answer = await this.ask(resource, query, "GET");
      return answer.ok ? answer.json() : null;
    }

    state(id) {
      const { activityId, actor, registration } = this.launch;
      return { stateId: id, activityId, agent: actor, registration };
    }
  }

  /* Statements in their order, one post at a time; what did not arrive is sent again with the next. */
  class Outbox {
    constructor(store) {
      this.store = store;
      this.waiting = [];
      this.under = 0;
    }

    post(statements) {
      return this.store.ask("statements", {}, "POST", statements);
    }

    /* Waits for what is said in the same moment, so that what belongs together goes together. */
    async send(...statements) {
      this.waiting.push(...statements);
      await null;
      if (this.under || !this.waiting.length) return;
      this.under = this.waiting.length;
      const answer = await this.post(this.waiting.slice(0, this.under)).catch(() => ({ ok: false }));
      if (answer.ok) this.waiting.splice(0, this.under);
      this.under = 0;
      if (answer.ok) this.send();
    }

    last(statement) {
      this.post([...this.waiting.splice(this.under), statement]);
    }
  }

  function statements({ actor, activityId, registration }, { contextTemplate }) {
    const opened = Date.now();
    const around = contextTemplate.contextActivities || {};
    return function (verb, result, ...categories) {
      const own = ["cmi5", ...categories].map((name) => ({ id: CATEGORIES + name }));
      const now = new Date();
      const duration = "PT" + ((now - opened) / 1000).toFixed(2) + "S";
      return {
        id: uuid(),
        actor: JSON.parse(actor),
        verb: { id: VERBS + verb, display: { en: verb } },
        object: { objectType: "Activity", id: activityId },
        context: {
          ...contextTemplate,
          registration,
          contextActivities: { ...around, category: [...(around.category || []), ...own] },
        },
        timestamp: now.toISOString(),
        ...(result && { result: { ...result, duration } }),
      };
    };
  }

  function back(url, end) {
    const button = document.getElementById("back");
    button.hidden = false;
    button.addEventListener("click", () => {
      end();
      location.assign(url);
    });
  }

  async function token(url) {
    const answer = await (await fetch(url, { method: "POST" })).json();
    if (!answer["auth-token"]) throw new Error(answer["error-text"]);
    return answer["auth-token"];
  }

  function course(store, launched, kept, make) {
    const outbox = new Outbox(store);
    let state = kept;
    return {
      kept: String(kept.seen),
      at: Number(kept.at) || 0,
      done: kept.done === true,
      counts: launched.launchMode === "Normal",
      keep: (seen, at) => (state = { ...state, seen, at }),
      complete() {
        state = { ...state, done: true };
        outbox.send(make("completed", { completion: true }, "moveon"));
      },
      commit() {
        outbox.send();
        store.ask("activities/state", store.state("gdvideo.seen"), "PUT", state).catch(() => {});
      },
      end: () => outbox.last(make("terminated", {})),
      back: (end) => /^https?:/.test(launched.returnURL) && back(launched.returnURL, end),
    };
  }

  gdvideo.cmi5 = async function () {
    const launch = Object.fromEntries(new URLSearchParams(location.search));
    if (!launch.fetch || !launch.endpoint) return null;
    const store = new Store(launch, await token(launch.fetch));
    const launched = await store.read("activities/state", store.state("LMS.LaunchData"));
    await store.read("agents/profile", { agent: launch.actor, profileId: "cmi5LearnerPreferences" });
    const kept = (await store.read("activities/state", store.state("gdvideo.seen"))) || { seen: "", at: 0 };
    const make = statements(launch, launched);
    const answer = await store.ask("statements", {}, "POST", [make("initialized")]);
    if (!answer.ok) throw new Error(answer.statusText);
    return course(store, launched, kept, make);
  };
})((window.gdvideo = window.gdvideo || {}));
