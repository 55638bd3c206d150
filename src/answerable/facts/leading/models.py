"""How leaders see their own leading, what their people say of it, and how they mean to grow."""
