"""What Wherry is taught about bus stops."""
