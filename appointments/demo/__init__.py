"""The demonstration: the city's first round of 2022 and a city of today, played through the commands of the screens.

Every person is invented and named so ("Mẫu"); dates between the known ones of the plan are synthetic.
"""
