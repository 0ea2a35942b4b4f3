from datetime import datetime, time

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dot_portal.pages.models import NewsItem, readers_language

ON_ONE_PAGE = 10
IN_THE_FEED = 20


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    items = NewsItem.objects.published().for_reader(readers_language())
    page = Paginator(items, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/news.html", {"page": page})


@login_not_required
@require_safe
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    item = NewsItem.objects.published().filter(slug=slug).for_reader(readers_language()).first()
    if item is None:
        raise Http404
    return render(request, "pages/news_item.html", {"item": item})


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return _("News of the DOT Portal")

    def subtitle(self) -> str:
        return _("What is new about Digital Opportunity Traineeships in this portal.")

    def link(self) -> str:
        return reverse("news")

    def items(self):
        return NewsItem.objects.published().for_reader(readers_language())[:IN_THE_FEED]

    def item_title(self, item: NewsItem) -> str:
        return item.title

    def item_description(self, item: NewsItem) -> str:
        return item.html

    def item_pubdate(self, item: NewsItem) -> datetime:
        return datetime.combine(item.published_on, time(), get_default_timezone())

    def item_updateddate(self, item: NewsItem) -> datetime:
        return item.changed


news_feed = login_not_required(require_safe(NewsFeed()))
