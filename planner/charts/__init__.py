"""Charts beside the Gantt: each module turns plain values into a plotly figure, and knows nothing of pages."""
