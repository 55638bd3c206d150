"""The product's site with one more address, a bare view to hold pages against."""
