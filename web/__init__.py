"""What is served beside Streamlit: sign-in, the return link, health, headers."""
