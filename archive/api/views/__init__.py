"""The views of the API, one module per noun: each names a selector, a FilterSet and a shape."""
