"""The least that Streamlit can be asked: a heading, two widgets, a form. Started by `streamlit run`, as a limit."""

import streamlit as st

st.title("Bare")
with st.form("page"):
    st.text_input("Where?", key="where")
    st.radio("How deep?", ["Shallow", "Deep"], key="depth")
    st.form_submit_button("Continue")
