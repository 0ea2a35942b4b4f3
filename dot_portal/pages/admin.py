from django.contrib import admin

from dot_portal.pages.models import NewsItem


@admin.register(NewsItem)
class NewsItemAdmin(admin.ModelAdmin):
    list_display = ["title", "language", "published_on", "slug"]
    list_filter = ["language"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "language", "published_on", "body"]
