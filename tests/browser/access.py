"""What shuts people out of a page, as axe sees it."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page


async def serious(page: Page) -> list[str]:
    """What axe finds serious or critical, each with its first place."""
    await page.wait_for_timeout(450)  # what has only just come up is still fading in
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
