"""Settings. Development needs no environment at all; with DEBUG=false nothing starts without a secret key and hosts."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import caches, databases, env, logo, logs, providers, safety, site
from config.version import read_version

BASE_DIR = Path(__file__).resolve().parent.parent

# -- Where we are ----------------------------------------------------------------------------------------
DEBUG = env.read_bool("DEBUG", default=True)
if DEBUG:
    SECRET_KEY = env.read_text("SECRET_KEY", default="development-only-and-never-for-a-public-site")
    ALLOWED_HOSTS = env.read_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = env.require_text(
        "SECRET_KEY", "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
    ALLOWED_HOSTS = env.require_list(
        "ALLOWED_HOSTS", "Name the hosts you serve, for example ALLOWED_HOSTS=learn.example.org"
    )
SECRET_KEY_FALLBACKS = env.read_list("SECRET_KEY_FALLBACKS")  # former keys: still read, never written with
CSRF_TRUSTED_ORIGINS = env.read_list("CSRF_TRUSTED_ORIGINS")
VERSION = read_version()

# -- Whose site it is ------------------------------------------------------------------------------------
SITE_NAME = site.read_name("SITE_NAME", default="Waymark")
SITE_LOGOS = logo.read_logos()
SIGN_UP_OPEN, SIGN_UP_DOMAINS = site.read_sign_up("SIGN_UP")
MEMBERS_ONLY = env.read_bool("MEMBERS_ONLY", default=False)
NOINDEX = env.read_bool("NOINDEX", default=MEMBERS_ONLY)
IMPRINT_URL = site.read_address("IMPRINT_URL")
PRIVACY_URL = site.read_address("PRIVACY_URL")

# -- What we are made of ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "accounts",
    "operation",
    "progress",
    "roadmaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "operation.middleware.WatchMiddleware",
    "config.middleware.SafeHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "operation.middleware.BusyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "accounts.middleware.PrivateMiddleware",
    "config.routers.ReplicaMiddleware",
    "operation.middleware.ProbeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.FormerSessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LearnerLanguageMiddleware",
    "config.members.MembersOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.AdminIntegrityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.LearnerTimeZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.StaffFactorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.theme",
                "accounts.context_processors.languages",
                "accounts.context_processors.shortcuts",
            ],
            "libraries": {"assets": "config.assets", "site": "config.site_tags"},
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Data ------------------------------------------------------------------------------------------------
DATABASES = databases.read_databases(BASE_DIR)
DATABASE_ROUTERS = ["config.routers.ReplicaRouter"] if "replica" in DATABASES else []
REPLICA_LAG = env.read_int("REPLICA_LAG", default=10, least=1)  # seconds for which a writer reads from the primary
CACHES = caches.read_caches()  # rate limits count here: every process must share it

# -- People ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
EMAIL_TIMEOUT = 20  # seconds: a mail server that does not answer holds up no import
EMAIL_CONFIG = env.read_email("EMAIL_URL")
globals().update(EMAIL_CONFIG or {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"})
DEFAULT_FROM_EMAIL = env.read_text("DEFAULT_FROM_EMAIL", default="waymark@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = env.read_people("ADMINS")  # get mail of imports that stop or fail, and of errors of pages
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
MAIL_IS_CONFIGURED = EMAIL_CONFIG.get("EMAIL_BACKEND", "").endswith("smtp.EmailBackend")
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_CONFIGURED else "none"
ACCOUNT_CHANGE_EMAIL = True
# allauth's own form empties the address of a person whose first one was never verified.
ACCOUNT_FORMS = {"add_email": "accounts.forms.ChangeEmailForm", "signup": "accounts.forms.SignUpForm"}
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # the link in the mail leads back to where the learner was
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before the address, at which a password can be had, or a way in changes
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_CONFIGURED  # whoever's password or second factor changes is told by mail
STAFF_NEEDS_SECOND_FACTOR = env.read_bool("STAFF_NEEDS_SECOND_FACTOR", default=not DEBUG)  # off for a local trial
MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.factor_forms.SetUpAppForm",
    "authenticate": "accounts.factor_forms.SecondStepForm",
    "reauthenticate": "accounts.factor_forms.IsItYouForm",
    "add_webauthn": "accounts.factor_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.factor_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs in with an address that waits for its proof, where there is mail; where there is none, none is proved.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SIGN_IN_KEYS = providers.read_keys()  # of other sites; a provider without keys has neither button nor address
SOCIALACCOUNT_ADAPTER = "accounts.providers.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "github": {"provider_class": "accounts.providers.sites.GitHub", "OAUTH_PKCE_ENABLED": True},
    "google": {"provider_class": "accounts.providers.sites.Google", "OAUTH_PKCE_ENABLED": True},
}
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_EMAIL_REQUIRED = False  # our adapter requires one before allauth looks
ALLAUTH_TRUSTED_PROXY_COUNT = env.read_int("TRUSTED_PROXY_COUNT", default=0)

# A topic may have 100 links and a node 200 topics, each a row of fields in the admin.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A roadmap of 2 MiB may be pasted into a field of the admin; browsers send each of its line ends as two characters.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# -- Operation -------------------------------------------------------------------------------------------
BACKUP_DIR = env.read_text("BACKUP_DIR")  # where `manage.py backup` writes, and what /healthz/ready looks at
BACKUP_MAX_AGE_HOURS = env.read_int("BACKUP_MAX_AGE_HOURS", default=26, least=1)  # a day, and time to be made
METRICS_TOKEN = env.read_text("METRICS_TOKEN")  # what Prometheus shows to read /metrics; without it there is none
SENTRY_DSN = env.read_text("SENTRY_DSN")  # where errors are told, without anything personal
LOGGING = logs.make_logging(debug=DEBUG)

# -- Words and times -------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
STUDY_DAY_MINUTES = env.read_int("STUDY_DAY_MINUTES", default=120, least=1)
STUDY_WEEK_MINUTES = env.read_int("STUDY_WEEK_MINUTES", default=600, least=1)
LINK_BASE = env.read_text("LINK_BASE")

# -- Files -----------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.joining.JoiningStorage"},
    }

# -- Safety ----------------------------------------------------------------------------------------------
HTTPS = not DEBUG and env.read_bool("SECURE_SSL_REDIRECT", default=True)
CONTENT_SECURITY_POLICY = safety.build_policy(https=HTTPS, form_targets=providers.list_origins(SIGN_IN_KEYS))
DEFAULT_EXCEPTION_REPORTER_FILTER = "operation.reporting.PrivateReporterFilter"  # mail of errors quotes no form
SECURE_REFERRER_POLICY = safety.HEADERS["Referrer-Policy"]
COOKIE_PREFIX = safety.HOST_PREFIX if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_STORAGE = "config.notices.NoticeStorage"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
if not DEBUG:
    SECURE_REDIRECT_EXEMPT = [
        "^healthz/",
        "^metrics$",
    ]  # asked of the process itself, behind the proxy
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
    SECURE_HSTS_SECONDS = env.read_int("SECURE_HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
