"""Complaints and denunciations (khiếu nại, tố cáo): their register, who deals with them, what came of them."""
