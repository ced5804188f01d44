"""The pages: the only package that imports streamlit and reads the clock."""
