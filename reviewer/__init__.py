"""First reading of budget performance indicators (绩效指标): files in, ranked weak indicators out."""

__version__ = "0.1.0"
