"""What every page has around its content."""

from __future__ import annotations

from collections.abc import Callable

from webui import addresses
from webui.services import Services
from webui.views.frame import Alternate, Frame, Language

# From a language to the address of the same page in it.
Elsewhere = Callable[[str], str]


def frame(
    services: Services,
    locale: str,
    title: str,
    elsewhere: Elsewhere,
    *,
    person_url: str | None = None,
    error: bool = False,
    swapped: bool = False,
    indexed: bool = False,
    canonical: str | None = None,
    alternates: Elsewhere | None = None,
    share: str | None = None,
) -> Frame:
    """Return the frame of a page called `title`; `elsewhere` addresses the page in other languages.

    `alternates` addresses it for search engines, which are told of the page in every language.
    `share` is the page's address without what belongs to this visit only.
    """
    words = services.words[locale]
    brand = services.library.words(locale, services.library.site.brand)
    name = f"{title} – {brand}" if title else brand
    return Frame(
        locale=locale,
        direction=words.direction,
        title=words("Error: ") + name if error else name,
        brand=brand,
        home_url=addresses.home(locale),
        person_url=person_url or addresses.ticket(locale, None),
        languages=_languages(services, locale, elsewhere),
        static=services.static.prefix,
        canonical=addresses.whole(canonical) if canonical else None,
        alternates=alternates_of(services, alternates) if alternates else (),
        indexed=indexed,
        swapped=swapped,
        here=elsewhere(locale),
        share_url=addresses.whole(share) if share else "",
        framers=" ".join(services.library.site.frame_ancestors),
    )


def _languages(services: Services, locale: str, elsewhere: Elsewhere) -> tuple[Language, ...]:
    offered = [services.words[other] for other in services.library.locales]
    return tuple(
        Language(one.locale, one.name, one.direction, elsewhere(one.locale), one.locale == locale)
        for one in offered
    )


def alternates_of(services: Services, elsewhere: Elsewhere) -> tuple[Alternate, ...]:
    """Return the page in every language, and what those get who speak none of them."""
    library = services.library
    default = library.site.default_locale
    other = default if default in library.locales else library.locales[0]
    pages = [(locale, locale) for locale in library.locales]
    return tuple(
        Alternate(named, addresses.whole(elsewhere(locale)))
        for named, locale in (*pages, ("x-default", other))
    )
