"""Tenders 招标 with lots 标段: what service is bought where at which price, and who was awarded it."""
