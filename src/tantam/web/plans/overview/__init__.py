"""The plan as the coordinator and the leaders see it: figures, matrix, drill-downs, workbooks."""
