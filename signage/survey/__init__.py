"""The questionnaire of the satisfaction survey (SKM), and the index that its answers make. Pure."""
