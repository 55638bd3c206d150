"""What I promised, and what my leader promised me."""
