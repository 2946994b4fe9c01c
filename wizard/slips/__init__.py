"""The YAML slips that writers make most, told in their words: what happened, and what to type instead."""

from wizard.slips.slip import Opened, Slip, meant
from wizard.slips.telling import yaml_slip

__all__ = ["Opened", "Slip", "meant", "yaml_slip"]
