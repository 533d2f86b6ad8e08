"""What is seen in Streamlit: one screen a file."""
