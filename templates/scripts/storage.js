// What the guide remembers, all of it on the reader's device. At first only for this visit (the tab);
// on the device when the reader has chosen so; in memory alone where the browser refuses both.

/** The folder of the site, known from where its script lies; null when there is no such file. */
const SITE = document.currentScript?.src ? new URL("..", document.currentScript.src) : null

const store = (() => {
  // A host may hold several guides, each in a folder of its own.
  const PREFIX = `guide:${SITE?.pathname ?? ""}:`
  const KEPT = `${PREFIX}kept`
  const areas = { visit: area("sessionStorage"), device: area("localStorage") }

  /** One of the browser's stores, or one in memory where the browser has none for us. */
  function area(name) {
    try {
      const found = window[name]
      found.setItem(KEPT + "?", "")
      found.removeItem(KEPT + "?")
      return found
    } catch {
      return memory()
    }
  }

  /** Like one of the browser's stores: its own keys are what it holds. */
  function memory() {
    return Object.create({
      isMemory: true,
      getItem(key) {
        return this[key] ?? null
      },
      setItem(key, value) {
        this[key] = value
      },
      removeItem(key) {
        delete this[key]
      },
    })
  }

  function isKept() {
    return areas.device.getItem(KEPT) !== null
  }

  function current() {
    return isKept() ? areas.device : areas.visit
  }

  function get(key) {
    try {
      return JSON.parse(current().getItem(PREFIX + key)) ?? undefined
    } catch {
      return undefined
    }
  }

  function keysOf(from) {
    const names = Object.keys(from).filter(name => name.startsWith(PREFIX) && name !== KEPT)
    return names.map(name => name.slice(PREFIX.length))
  }

  function all() {
    return Object.fromEntries(keysOf(current()).map(key => [key, get(key)]))
  }

  function set(key, value) {
    try {
      if (value === undefined) current().removeItem(PREFIX + key)
      else current().setItem(PREFIX + key, JSON.stringify(value))
    } catch {
      // Full: what was kept before stays.
    }
  }

  return {
    /** Whether the reader chose that the device keeps what is remembered. */
    isKept,

    /** Begins to keep all that is remembered on the device, until all is erased. */
    keep() {
      if (isKept() || areas.device.isMemory) return
      const visit = all()
      areas.device.setItem(KEPT, "")
      for (const [key, value] of Object.entries(visit)) {
        set(key, value)
        areas.visit.removeItem(PREFIX + key)
      }
    },

    /** What is remembered under a key; undefined for nothing. */
    get,

    /** Remembers a value that JSON can hold, and how it's told: [label, text]; undefined forgets it. */
    set(key, value, told) {
      set(key, value)
      if (told) set("told", { ...get("told"), [key]: told })
    },

    /** All that is remembered: {key: value}. */
    all,

    /** Forgets all, here and on the device, and keeps nothing from now on. */
    clear() {
      for (const each of Object.values(areas)) {
        for (const key of keysOf(each)) each.removeItem(PREFIX + key)
        each.removeItem(KEPT)
      }
    },
  }
})()
