from django.urls import path

from dot_portal.pages.views import contact, information, news, texts

urlpatterns = [
    path("action/", information.action, name="action"),
    path("who-may-go/", information.who_may_go, name="who_may_go"),
    path("fields/", information.fields, name="fields"),
    path("fields/<slug:code>/", information.field, name="field"),
    path("money/", information.money, name="money"),
    path("contact/", contact.contact, name="contact"),
    path("news/", news.news, name="news"),
    path("news/feed/", news.news_feed, name="news_feed"),
    path("news/<slug:slug>/", news.news_item, name="news_item"),
    path("privacy/", texts.privacy, name="privacy"),
    path("accessibility/", texts.accessibility, name="accessibility"),
    path("imprint/", texts.imprint, name="imprint"),
    path("funding/", texts.funding, name="funding"),
    path("texts/", texts.texts, name="texts"),
    path("texts/operator/", texts.operator, name="operator"),
    path("texts/<slug:slug>/<slug:language>/", texts.change_text, name="change_text"),
    path("texts/<slug:slug>/<slug:language>/ours/", texts.take_our_text, name="take_our_text"),
    path("feedback/", contact.feedback, name="feedback"),
    path("feedback/<int:pk>/answered/", contact.answer_feedback, name="answer_feedback"),
]
