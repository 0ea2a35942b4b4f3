"""When the largest part of each main page stands on a phone: a slow network and a slow processor, in Chromium.

Promised: under 1.5 s. The same pages without any brake are measured in the same run, to compare machines by.
"""

import statistics

from playwright.sync_api import sync_playwright

from benchmarks._portal import CHROMIUM_ARGUMENTS, chromium, main_pages, portal

ROUNDS = 5
# As Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; and a processor a quarter as fast.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
LARGEST = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


def milliseconds(browser, url: str, *, throttled: bool) -> float:
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True)
    page = context.new_page()
    if throttled:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(500)  # what is painted later still counts
    found = page.evaluate(LARGEST)
    context.close()
    return found


def main() -> None:
    with portal() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        for name, path in main_pages(address).items():
            for kind, throttled in (("phone", True), ("unthrottled", False)):
                found = [milliseconds(browser, address + path, throttled=throttled) for _round in range(ROUNDS)]
                print(
                    f"FIGURE name=largest_paint_{name}_{kind} value={statistics.median(found):.0f} unit=ms", flush=True
                )
        browser.close()


if __name__ == "__main__":
    main()
