"""Accounts and groups: Django's own pages, with the second factor shown and every change of rights on record."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.accounts.second_factor import with_factor
from archive.admin.references import ReferencesField
from archive.admin.searching import NoHugeKeys, WordSearch
from archive.admin.site import register
from archive.choices import AuditAction
from archive.workflow import audit


class PermissionsField(ReferencesField):
    def label_from_instance(self, obj):
        return str(obj)


class AuditedAdmin(WordSearch, NoHugeKeys):
    """For a ModelAdmin: what is added, changed in what it allows, or deleted goes into the audit log."""

    added = changed = deleted = None
    #: Where to put what was before, between the two halves of a save.
    _BEFORE = "_archive_allowed_before"

    def allowed(self, obj):
        """What is kept of the object, as plain values."""
        raise NotImplementedError

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **kwargs, form_class=PermissionsField)

    def save_model(self, request, obj, form, change):
        stored = self.model._default_manager.get(pk=obj.pk) if change else None
        setattr(request, self._BEFORE, self.allowed(stored) if change else {})
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = self.model._default_manager.get(pk=form.instance.pk)
        before, after = getattr(request, self._BEFORE), self.allowed(obj)
        changed = [name for name in after if before.get(name) != after[name]]
        if not change:
            audit.note(self.added, request=request, about=obj, after=after)
        elif changed:
            audit.note(
                self.changed,
                request=request,
                about=obj,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )

    def delete_model(self, request, obj):
        audit.note(self.deleted, request=request, about=obj, before=self.allowed(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for obj in queryset:
                audit.note(self.deleted, request=request, about=obj, before=self.allowed(obj))
            super().delete_queryset(request, queryset)


def _named(permissions):
    rows = permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{label}.{codename}" for label, codename in rows)


@register(get_user_model())
class UserAdmin(AuditedAdmin, DjangoUserAdmin):
    added, changed, deleted = AuditAction.ACCOUNT_ADDED, AuditAction.ACCOUNT_CHANGED, AuditAction.ACCOUNT_DELETED
    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "has_second_factor")
    readonly_fields = ("has_second_factor", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "has_second_factor")}),
        *DjangoUserAdmin.fieldsets[1:],
    )

    def get_queryset(self, request):
        return with_factor(super().get_queryset(request))

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user):
        return user.factor is not None

    def allowed(self, user):
        return {
            "name": user.get_username(),
            "active": user.is_active,
            "staff": user.is_staff,
            "superuser": user.is_superuser,
            "groups": sorted(user.groups.values_list("name", flat=True)),
            "permissions": _named(user.user_permissions),
        }

    # Whoever manages accounts without being a superuser makes nobody one, and touches none.

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else (*readonly, "is_superuser", "user_permissions")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    def user_change_password(self, request, id, form_url=""):
        user = self.get_object(request, id)
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if user is not None and user.password != self.get_object(request, id).password:
                audit.note(AuditAction.PASSWORD_CHANGED, request=request, about=user)
        return response


def _may_touch(user, other):
    return other is None or user.is_superuser or not other.is_superuser


@register(Group)
class GroupAdmin(AuditedAdmin, DjangoGroupAdmin):
    added, changed, deleted = AuditAction.GROUP_ADDED, AuditAction.GROUP_CHANGED, AuditAction.GROUP_DELETED

    def allowed(self, group):
        return {"name": group.name, "permissions": _named(group.permissions)}
