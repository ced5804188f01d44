"""How long a whole stay takes, from the history to the figure; run by hand: python tests/benchmarks/one_stay.py"""
from measuring import ROOT, best, show

from planner.charts.timeline_chart import timeline_chart
from planner.days import day
from planner.history_file import HistoryFile
from planner.offers import plan_offers
from planner.stay import make_stay
from planner.stay_dates import dates_of
from planner.stay_picture import stay_picture
from planner.world import load_world

WORLD, ON = load_world(), day("2026-11-22")
HISTORY = HistoryFile.read(ROOT / "data" / "examples" / "histories" / "whole_stay.toml").history(tuple(WORLD.schools))
STAY = make_stay(HISTORY, ON, WORLD)
DATES = dates_of(STAY)

show("a history to a stay, OPT and STEM planned ahead", 1000 * best(lambda: make_stay(HISTORY, ON, WORLD)), "ms", 100)
show("every date in order", 1000 * best(lambda: dates_of(make_stay(HISTORY, ON, WORLD))), "ms", 150)
show("another zoom: picture and figure", 1000 * best(lambda: timeline_chart(stay_picture(STAY, DATES))), "ms", 100)
show("three offers together", 1000 * best(lambda: plan_offers(STAY)), "ms", 100)
