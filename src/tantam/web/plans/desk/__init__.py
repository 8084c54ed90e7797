"""The first screen: what needs me today."""
