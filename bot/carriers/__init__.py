"""How a parcel is followed."""
