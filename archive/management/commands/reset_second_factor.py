"""Take the second factor from an account whose owner has lost telephone and recovery codes, and end its sessions."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive.accounts import second_factor
from archive.workflow import audit


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("user", help="The name the person signs in with.")

    @transaction.atomic
    def handle(self, *, user, **options):
        accounts = get_user_model()
        try:
            account = accounts.objects.get_by_natural_key(user)
        except accounts.DoesNotExist as error:
            raise CommandError(f"There is no account “{user}”.") from error
        if second_factor.reset(account, audit.COMMAND_LINE):
            self.stdout.write(f"“{user}” has no second factor any more and is signed out everywhere.")
        else:
            self.stdout.write(f"“{user}” had no second factor, and is signed out everywhere.")
