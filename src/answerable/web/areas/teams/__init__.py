"""How large a team a leader here can serve, and who has little time for their people."""
