"""The parts of the page "Caseload": what is brought, who must act, one student, scenarios, the office's work, exports."""
