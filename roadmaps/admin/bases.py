"""Django's classes as the type checker wants them; they take no parameters at run time."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
    AnyFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    AnyChoice = forms.ModelChoiceField[Any]
else:
    AnyAdmin, AnyInline, AnyForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm
    AnyFormSet, AnyChoice = forms.BaseInlineFormSet, forms.ModelChoiceField
